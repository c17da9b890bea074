package io.github.arc2faceij.opencv;

import io.github.arc2faceij.common.Picture;
import java.util.stream.DoubleStream;

/** What {@link Mats#warpAffine} has to know about a matrix a b c d e f: (a x + b y + c, d x + e y + f). */
final class AffineMatrix {

    /** The bilinear neighbour on the far side, and half of OpenCV's steps of 1/32 pixel. */
    private static final int MARGIN = 2;

    private AffineMatrix() {}

    /** The pixels of the picture that a result of width x height pixels can show. */
    static Region seen(Picture picture, double[] m, int width, int height) {
        double determinant = m[0] * m[4] - m[1] * m[3];
        if (m.length != 6 || determinant == 0 || !DoubleStream.of(m).allMatch(Double::isFinite)) {
            throw new IllegalArgumentException("not an invertible 2 x 3 matrix");
        }
        double[] x = new double[4];
        double[] y = new double[4];
        for (int corner = 0; corner < 4; corner++) {
            double u = corner % 2 * (width - 1) - m[2];
            double v = corner / 2 * (height - 1) - m[5];
            x[corner] = (m[4] * u - m[1] * v) / determinant;
            y[corner] = (m[0] * v - m[3] * u) / determinant;
        }
        return Region.around(min(x) - MARGIN, min(y) - MARGIN, max(x) + MARGIN, max(y) + MARGIN, picture);
    }

    /** The matrix for a picture whose pixel (0,0) is pixel (x,y) of the one that {@code m} is for. */
    static double[] afterShift(double[] m, int x, int y) {
        return new double[] {m[0], m[1], m[0] * x + m[1] * y + m[2], m[3], m[4], m[3] * x + m[4] * y + m[5]};
    }

    private static double min(double[] values) {
        return DoubleStream.of(values).min().getAsDouble();
    }

    private static double max(double[] values) {
        return DoubleStream.of(values).max().getAsDouble();
    }
}
