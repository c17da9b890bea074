package io.github.arc2faceij.condition.regions;

import java.util.Arrays;

/**
 * How much of each pixel of the pictures to make belongs to a region.
 *
 * @param width of the pictures in pixels
 * @param height of the pictures in pixels
 * @param values width * height numbers from 0 to 1, row by row
 */
public record RegionMask(int width, int height, float[] values) {

    /** Torch's cubic kernel; Pillow's has -0.5. */
    private static final double A = -0.75;

    private static final int TAPS = 4;
    private static final float MOST = 255;

    /**
     * @param width of the pictures in pixels
     * @param height of the pictures in pixels
     * @param values width * height numbers from 0 to 1; copied
     * @throws IllegalArgumentException when there are more or fewer numbers
     */
    public RegionMask {
        if (values.length != width * height) {
            throw new IllegalArgumentException(values.length + " numbers for " + width + " x " + height + " pixels");
        }
        values = values.clone();
    }

    /**
     * @param width of the pictures in pixels
     * @param height of the pictures in pixels
     * @param bytes width * height numbers from 0 to 255, row by row
     * @return the mask
     */
    public static RegionMask ofBytes(int width, int height, byte[] bytes) {
        float[] values = new float[bytes.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = (bytes[i] & 0xff) / MOST;
        }
        return new RegionMask(width, height, values);
    }

    /** @return width * height numbers from 0 to 255, row by row */
    byte[] bytes() {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) Math.round(values[i] * MOST);
        }
        return bytes;
    }

    /** @return whether no pixel belongs to it by half or more */
    public boolean isEmpty() {
        for (float value : values) {
            if (value >= 0.5f) {
                return false;
            }
        }
        return true;
    }

    /**
     * The mask at the size of an attention, by torch 2.9.1's bicubic interpolation without antialiasing (align_corners false).
     *
     * @param columns of the attention
     * @param rows of the attention
     * @return columns * rows weights; the interpolation goes a little below 0 and above 1
     */
    float[] downsampled(int columns, int rows) {
        float[] narrow = new float[height * columns];
        for (int y = 0; y < height; y++) {
            interpolate(values, y * width, 1, width, narrow, y * columns, 1, columns);
        }
        float[] small = new float[rows * columns];
        for (int x = 0; x < columns; x++) {
            interpolate(narrow, x, columns, height, small, x, columns, rows);
        }
        return small;
    }

    /** One line, its ends repeated. */
    private static void interpolate(
            float[] from, int start, int step, int length, float[] to, int toStart, int toStep, int toLength) {
        for (int i = 0; i < toLength; i++) {
            double place = (double) length / toLength * (i + 0.5) - 0.5;
            int before = (int) Math.floor(place);
            double sum = 0;
            for (int tap = 0; tap < TAPS; tap++) {
                int index = Math.min(Math.max(before - 1 + tap, 0), length - 1);
                sum += kernel(place - (before - 1 + tap)) * from[start + index * step];
            }
            to[toStart + i * toStep] = (float) sum;
        }
    }

    /** Keys' cubic (1981). */
    private static double kernel(double distance) {
        double x = Math.abs(distance);
        return x <= 1 ? ((A + 2) * x - (A + 3)) * x * x + 1 : ((A * x - 5 * A) * x + 8 * A) * x - 4 * A;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof RegionMask that
                && width == that.width
                && height == that.height
                && Arrays.equals(values, that.values);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(values);
    }

    @Override
    public String toString() {
        return "RegionMask[" + width + " x " + height + "]";
    }
}
