package io.github.arc2faceij.pose;

import io.github.arc2faceij.common.Picture;

/**
 * Pillow's 8-bit Lanczos filter along one axis, bit for bit (Pillow 13, {@code Image.resize(..., LANCZOS)}): the kernel
 * sinc(z) sinc(z/3) widened by the shrinking factor, weights as integers of 1/2^22. Pillow filters horizontally first
 * and keeps 8 bits between the two passes. OpenCV's {@code INTER_LANCZOS4} is another filter and does not antialias.
 */
final class Lanczos {

    private static final double SUPPORT = 3;
    private static final int PRECISION_BITS = 22;

    private final int[] first;
    private final int[][] weights;

    /**
     * @param from length before, in pixels
     * @param to length after, in pixels
     */
    Lanczos(int from, int to) {
        first = new int[to];
        weights = new int[to][];
        double scale = (double) from / to;
        double widening = Math.max(scale, 1);
        for (int i = 0; i < to; i++) {
            double centre = (i + 0.5) * scale;
            first[i] = Math.max((int) (centre - SUPPORT * widening + 0.5), 0);
            int end = Math.min((int) (centre + SUPPORT * widening + 0.5), from);
            weights[i] = weights(first[i], end, centre, widening);
        }
    }

    /** Resizes horizontally, then vertically. */
    static Picture resize(Picture picture, int width, int height) {
        Picture narrow = Picture.black(width, picture.height());
        Lanczos horizontal = new Lanczos(picture.width(), width);
        for (int row = 0; row < picture.height(); row++) {
            horizontal.filterRow(picture.rgb(), 3 * row * picture.width(), narrow.rgb(), 3 * row * width);
        }
        return new Lanczos(picture.height(), height).filterColumns(narrow);
    }

    /** Filters one row of RGB pixels: reads from source[at...], writes to target[targetAt...]. */
    void filterRow(byte[] source, int at, byte[] target, int targetAt) {
        for (int i = 0; i < weights.length; i++) {
            for (int channel = 0; channel < 3; channel++) {
                target[targetAt + 3 * i + channel] = filter(source, at + 3 * first[i] + channel, 3, weights[i]);
            }
        }
    }

    /** Filters every column of a picture. */
    Picture filterColumns(Picture picture) {
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

    private static int[] weights(int first, int end, double centre, double widening) {
        double[] values = new double[end - first];
        double sum = 0;
        for (int k = 0; k < values.length; k++) {
            values[k] = kernel((first + k - centre + 0.5) / widening);
            sum += values[k];
        }
        int[] fixed = new int[values.length];
        for (int k = 0; k < fixed.length; k++) {
            double weight = values[k] / sum;
            fixed[k] = (int) (weight * (1 << PRECISION_BITS) + Math.copySign(0.5, weight));
        }
        return fixed;
    }

    private static double kernel(double z) {
        return z >= -SUPPORT && z < SUPPORT ? sinc(z) * sinc(z / SUPPORT) : 0;
    }

    private static double sinc(double z) {
        return z == 0 ? 1 : Math.sin(Math.PI * z) / (Math.PI * z);
    }
}
