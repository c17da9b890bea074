package io.github.arc2faceij.condition.regions;

import io.github.arc2faceij.common.TorchBicubic;
import java.util.Arrays;

/**
 * How much of each pixel of the pictures to make belongs to a region.
 *
 * @param width of the pictures in pixels
 * @param height of the pictures in pixels
 * @param values width * height numbers from 0 to 1, row by row
 */
public record RegionMask(int width, int height, float[] values) {

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
     * The mask at the size of an attention, by torch's bicubic interpolation.
     *
     * @param columns of the attention
     * @param rows of the attention
     * @return columns * rows weights; the interpolation goes a little below 0 and above 1
     */
    float[] downsampled(int columns, int rows) {
        return TorchBicubic.resize(values, width, height, columns, rows);
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
