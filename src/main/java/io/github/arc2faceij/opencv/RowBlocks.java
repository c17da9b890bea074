package io.github.arc2faceij.opencv;

import static org.bytedeco.opencv.global.opencv_core.CV_32FC1;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.opencv_core.Mat;

/**
 * Many rows of numbers, in blocks outside Java's heap, and their dot products with other rows, {@code cv::gemm} in float32.
 * A block of 512 columns takes 2 MiB.
 */
public final class RowBlocks implements AutoCloseable {

    /** Rows of a block. */
    public static final int BLOCK = 1024;

    private final int columns;
    private final List<Mat> blocks = new ArrayList<>();
    private int rows;

    /** @param columns numbers of a row */
    public RowBlocks(int columns) {
        this.columns = columns;
    }

    /**
     * @param row is appended; copied
     * @throws io.github.arc2faceij.common.Arc2FaceException when OpenCV cannot start on this computer or lacks memory
     */
    public void add(float[] row) {
        int place = rows % BLOCK;
        if (place == 0) {
            blocks.add(Mats.attempt(
                    "hold " + (rows + BLOCK) + " rows of numbers", () -> new Mat(BLOCK, columns, CV_32FC1)));
        }
        FloatBuffer numbers = blocks.get(rows / BLOCK).createBuffer();
        numbers.position(place * columns).put(row);
        rows++;
    }

    /** @return how many blocks hold rows */
    public int count() {
        return blocks.size();
    }

    /**
     * @param block 0..{@link #count} - 1
     * @param others [n][columns]
     * @return [n], the largest dot product of each with a row of the block
     * @throws io.github.arc2faceij.common.Arc2FaceException when OpenCV cannot start on this computer or lacks memory
     */
    public float[] largestProducts(int block, float[][] others) {
        return Mats.attempt("compare rows of numbers", () -> {
            int filled = Math.min(BLOCK, rows - block * BLOCK);
            try (Mat left = new Mat(others.length, columns, CV_32FC1);
                    Mat right = blocks.get(block).rowRange(0, filled);
                    Mat none = new Mat();
                    Mat products = new Mat();
                    Mat largest = new Mat()) {
                FloatBuffer numbers = left.createBuffer();
                for (float[] other : others) {
                    numbers.put(other);
                }
                opencv_core.gemm(left, right, 1, none, 0, products, opencv_core.GEMM_2_T);
                opencv_core.reduce(products, largest, 1, opencv_core.REDUCE_MAX);
                float[] answer = new float[others.length];
                largest.<FloatBuffer>createBuffer().get(answer);
                return answer;
            }
        });
    }

    @Override
    public void close() {
        blocks.forEach(Mat::close);
    }
}
