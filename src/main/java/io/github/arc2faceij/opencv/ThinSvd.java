package io.github.arc2faceij.opencv;

import static org.bytedeco.opencv.global.opencv_core.CV_64FC1;

import java.nio.DoubleBuffer;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.opencv_core.Mat;

/**
 * The thin singular value decomposition a = u diag(values) v of a matrix, {@code cv::SVDecomp} in double precision.
 *
 * @param values [min(rows, columns)], the largest first
 * @param right the rows of v, [min(rows, columns)][columns], each of unit length
 */
public record ThinSvd(double[] values, double[][] right) {

    /**
     * @param a [rows, columns], row-major
     * @param rows how many there are
     * @return its decomposition; the sign of each row of v is the one that makes its largest number positive
     * @throws io.github.arc2faceij.common.Arc2FaceException when OpenCV cannot start on this computer or lacks memory
     */
    public static ThinSvd of(double[] a, int rows) {
        int columns = a.length / rows;
        return Mats.attempt("decompose a matrix of " + rows + " x " + columns, () -> {
            try (Mat matrix = new Mat(rows, columns, CV_64FC1);
                    Mat values = new Mat();
                    Mat left = new Mat();
                    Mat right = new Mat()) {
                matrix.<DoubleBuffer>createBuffer().put(a);
                opencv_core.SVDecomp(matrix, values, left, right);
                return of(values, right, columns);
            }
        });
    }

    private static ThinSvd of(Mat values, Mat right, int columns) {
        double[] singular = new double[right.rows()];
        values.<DoubleBuffer>createBuffer().get(singular);
        double[][] vectors = new double[singular.length][columns];
        DoubleBuffer numbers = right.createBuffer();
        for (double[] vector : vectors) {
            numbers.get(vector);
            orient(vector);
        }
        return new ThinSvd(singular, vectors);
    }

    private static void orient(double[] vector) {
        double largest = 0;
        for (double value : vector) {
            largest = Math.abs(value) > Math.abs(largest) ? value : largest;
        }
        for (int i = 0; largest < 0 && i < vector.length; i++) {
            vector[i] = -vector[i];
        }
    }
}
