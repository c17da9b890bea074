package io.github.arc2faceij.opencv;

import static org.bytedeco.opencv.global.opencv_core.CV_64FC1;
import static org.bytedeco.opencv.global.opencv_core.DECOMP_SVD;

import java.nio.DoubleBuffer;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.opencv_core.Mat;

/** Overdetermined linear equations: {@code cv::solve} by singular value decomposition, in double precision. */
public final class LeastSquares {

    private LeastSquares() {}

    /**
     * @param a [rows, unknowns], row-major
     * @param b [rows, columns], row-major
     * @param rows how many equations there are
     * @return x [unknowns, columns], row-major, with the least |a x - b|
     * @throws io.github.arc2faceij.common.Arc2FaceException when OpenCV cannot start on this computer
     */
    public static double[] solve(double[] a, double[] b, int rows) {
        int unknowns = a.length / rows;
        int columns = b.length / rows;
        return Mats.attempt("solve " + rows + " equations", () -> {
            try (Mat left = mat(a, rows, unknowns);
                    Mat right = mat(b, rows, columns);
                    Mat solution = new Mat()) {
                opencv_core.solve(left, right, solution, DECOMP_SVD);
                double[] x = new double[unknowns * columns];
                solution.<DoubleBuffer>createBuffer().get(x);
                return x;
            }
        });
    }

    private static Mat mat(double[] values, int rows, int columns) {
        Mat mat = new Mat(rows, columns, CV_64FC1);
        mat.<DoubleBuffer>createBuffer().put(values);
        return mat;
    }
}
