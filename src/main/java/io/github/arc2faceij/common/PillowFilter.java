package io.github.arc2faceij.common;

import java.util.function.DoubleUnaryOperator;

/**
 * One of Pillow's 8-bit filters along one axis, bit for bit (Pillow 13, {@code Image.resize}): the kernel widened by the
 * shrinking factor, weights as integers of 1/2^22. Pillow filters horizontally first and keeps 8 bits between the two
 * passes. OpenCV's {@code INTER_LANCZOS4} and {@code INTER_CUBIC} are other filters and do not antialias.
 */
public final class PillowFilter {

    private static final int PRECISION_BITS = 22;

    private final int[] first;
    private final int[][] weights;

    /** The shape of a filter. */
    public enum Kernel {
        /** sinc(z) sinc(z/3). */
        LANCZOS(3, z -> sinc(z) * sinc(z / 3)),
        /** Keys' cubic with a = -0.5 (1981, "Cubic convolution interpolation for digital image processing"). */
        BICUBIC(2, PillowFilter::cubic);

        private final double support;
        private final DoubleUnaryOperator curve;

        Kernel(double support, DoubleUnaryOperator curve) {
            this.support = support;
            this.curve = curve;
        }

        /**
         * Resizes horizontally, then vertically.
         *
         * @param picture any
         * @param width of the result in pixels, at least 1
         * @param height of the result in pixels, at least 1
         * @return a new picture
         */
        public Picture resize(Picture picture, int width, int height) {
            Picture narrow = Picture.black(width, picture.height());
            PillowFilter horizontal = new PillowFilter(this, picture.width(), width);
            for (int row = 0; row < picture.height(); row++) {
                horizontal.filterRow(picture.rgb(), 3 * row * picture.width(), narrow.rgb(), 3 * row * width);
            }
            return new PillowFilter(this, picture.height(), height).filterColumns(narrow);
        }

        private double at(double z) {
            return z >= -support && z < support ? curve.applyAsDouble(z) : 0;
        }
    }

    /**
     * @param kernel of the filter
     * @param from length before, in pixels
     * @param to length after, in pixels
     */
    public PillowFilter(Kernel kernel, int from, int to) {
        first = new int[to];
        weights = new int[to][];
        double scale = (double) from / to;
        double widening = Math.max(scale, 1);
        for (int i = 0; i < to; i++) {
            double centre = (i + 0.5) * scale;
            first[i] = Math.max((int) (centre - kernel.support * widening + 0.5), 0);
            int end = Math.min((int) (centre + kernel.support * widening + 0.5), from);
            weights[i] = weights(kernel, first[i], end, centre, widening);
        }
    }

    /**
     * Filters one row of RGB pixels.
     *
     * @param source pixels
     * @param at index of the row's first byte
     * @param target where the shorter or longer row goes
     * @param targetAt index of its first byte
     */
    public void filterRow(byte[] source, int at, byte[] target, int targetAt) {
        for (int i = 0; i < weights.length; i++) {
            for (int channel = 0; channel < 3; channel++) {
                target[targetAt + 3 * i + channel] = filter(source, at + 3 * first[i] + channel, 3, weights[i]);
            }
        }
    }

    /**
     * Filters every column of a picture.
     *
     * @param picture any
     * @return a new picture
     */
    public Picture filterColumns(Picture picture) {
        Picture result = Picture.black(picture.width(), weights.length);
        int row = 3 * picture.width();
        for (int i = 0; i < weights.length; i++) {
            for (int k = 0; k < row; k++) {
                result.rgb()[i * row + k] = filter(picture.rgb(), first[i] * row + k, row, weights[i]);
            }
        }
        return result;
    }

    private static byte filter(byte[] source, int at, int stride, int[] weights) {
        int sum = 1 << PRECISION_BITS - 1;
        int index = at;
        for (int weight : weights) {
            sum += weight * (source[index] & 0xff);
            index += stride;
        }
        return (byte) Math.max(0, Math.min(255, sum >> PRECISION_BITS));
    }

    private static int[] weights(Kernel kernel, int first, int end, double centre, double widening) {
        double[] values = new double[end - first];
        double sum = 0;
        for (int k = 0; k < values.length; k++) {
            values[k] = kernel.at((first + k - centre + 0.5) / widening);
            sum += values[k];
        }
        int[] fixed = new int[values.length];
        for (int k = 0; k < fixed.length; k++) {
            double weight = values[k] / sum;
            fixed[k] = (int) (weight * (1 << PRECISION_BITS) + Math.copySign(0.5, weight));
        }
        return fixed;
    }

    private static double cubic(double z) {
        double a = -0.5;
        double x = Math.abs(z);
        return x < 1 ? ((a + 2) * x - (a + 3)) * x * x + 1 : (((x - 5) * x + 8) * x - 4) * a;
    }

    private static double sinc(double z) {
        return z == 0 ? 1 : Math.sin(Math.PI * z) / (Math.PI * z);
    }
}
