package io.github.arc2faceij.pose;

import static org.bytedeco.opencv.global.opencv_core.BORDER_REFLECT;
import static org.bytedeco.opencv.global.opencv_core.BORDER_REFLECT_101;
import static org.bytedeco.opencv.global.opencv_core.CV_32F;
import static org.bytedeco.opencv.global.opencv_core.CV_64F;

import io.github.arc2faceij.common.Picture;
import io.github.arc2faceij.opencv.Mats;
import java.nio.FloatBuffer;
import java.util.Arrays;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Point;
import org.bytedeco.opencv.opencv_core.Scalar;

/**
 * FFHQ's way to make up what lies beyond the edge of a picture: a mirror image that becomes blurred, and then one
 * colour, with the distance from the picture.
 */
final class FeatheredBorder {

    private static final double BLUR_RADIUS = 4;

    private final Margins margins;
    private final int width;
    private final int height;
    private final float[] values;

    private FeatheredBorder(Margins margins, Mat padded) {
        this.margins = margins;
        this.width = padded.cols();
        this.height = padded.rows();
        this.values = values(padded);
    }

    /**
     * @param picture not changed
     * @param margins how many pixels to add, each at least 1
     * @param sigma of the Gaussian blur in pixels
     * @return a larger picture
     */
    static Picture add(Picture picture, Margins margins, double sigma) {
        try (Mat original = Mats.mat(picture);
                Mat padded = mirror(original, margins);
                Mat blurred = blur(padded, sigma)) {
            FeatheredBorder border = new FeatheredBorder(margins, padded);
            border.blendTowards(values(blurred));
            border.blendTowardsMedian();
            return border.picture();
        }
    }

    private static Mat mirror(Mat original, Margins m) {
        Mat padded = new Mat();
        try (Scalar unused = new Scalar(0)) {
            opencv_core.copyMakeBorder(
                    original, padded, m.top(), m.bottom(), m.left(), m.right(), BORDER_REFLECT_101, unused);
        }
        padded.convertTo(padded, CV_32F);
        return padded;
    }

    private static Mat blur(Mat padded, double sigma) {
        int radius = (int) (BLUR_RADIUS * sigma + 0.5);
        Mat blurred = new Mat();
        try (Mat kernel = opencv_imgproc.getGaussianKernel(2 * radius + 1, sigma, CV_64F);
                Point centre = new Point(-1, -1)) {
            opencv_imgproc.sepFilter2D(padded, blurred, CV_32F, kernel, kernel, centre, 0, BORDER_REFLECT);
        }
        return blurred;
    }

    private void blendTowards(float[] blurred) {
        for (int i = 0; i < values.length; i++) {
            values[i] += (blurred[i] - values[i]) * clamp(3 * mask(i / 3) + 1);
        }
    }

    private void blendTowardsMedian() {
        float[] median = {median(0), median(1), median(2)};
        for (int i = 0; i < values.length; i++) {
            values[i] += (median[i % 3] - values[i]) * clamp(mask(i / 3));
        }
    }

    /** 1 at the new edge, 0 at the edge of the original picture, negative within it. */
    private double mask(int pixel) {
        int x = pixel % width;
        int y = pixel / width;
        double nearX = Math.min((double) x / margins.left(), (double) (width - 1 - x) / margins.right());
        double nearY = Math.min((double) y / margins.top(), (double) (height - 1 - y) / margins.bottom());
        return 1 - Math.min(nearX, nearY);
    }

    private float median(int channel) {
        float[] sorted = new float[width * height];
        for (int i = 0; i < sorted.length; i++) {
            sorted[i] = values[3 * i + channel];
        }
        Arrays.parallelSort(sorted);
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    private Picture picture() {
        Picture picture = Picture.black(width, height);
        for (int i = 0; i < values.length; i++) {
            picture.rgb()[i] = (byte) Math.max(0, Math.min(255, (int) Math.rint(values[i])));
        }
        return picture;
    }

    private static float[] values(Mat mat) {
        float[] values = new float[3 * mat.rows() * mat.cols()];
        mat.<FloatBuffer>createBuffer().get(values);
        return values;
    }

    private static double clamp(double value) {
        return Math.max(0, Math.min(1, value));
    }
}
