package io.github.arc2faceij.condition.ipadapter;

import io.github.arc2faceij.common.Picture;
import java.util.Arrays;

/**
 * Where in the pictures to make something is to be seen, 0 or 1 for each pixel, and the same at the size of an attention.
 *
 * @param source where it came from, for the recipe: {@code left.png}
 * @param width of the pictures in pixels
 * @param height of the pictures in pixels
 * @param values width * height numbers, row by row
 */
public record RegionMask(String source, int width, int height, float[] values) {

    /** Torch's cubic kernel; Pillow's has -0.5. */
    private static final double A = -0.75;

    private static final int TAPS = 4;

    /**
     * @param source where it came from
     * @param width of the pictures in pixels
     * @param height of the pictures in pixels
     * @param values width * height numbers; those from 0.5 on become 1 and others 0; copied
     * @throws IllegalArgumentException when there are more or fewer numbers
     */
    public RegionMask {
        if (values.length != width * height) {
            throw new IllegalArgumentException(values.length + " numbers for " + width + " x " + height + " pixels");
        }
        values = values.clone();
        for (int i = 0; i < values.length; i++) {
            values[i] = values[i] >= 0.5f ? 1 : 0;
        }
    }

    /**
     * @param source where it came from
     * @param picture of the size of the pictures to make, its pixels from half of white on inside
     * @return the mask
     */
    public static RegionMask of(String source, Picture picture) {
        byte[] rgb = picture.rgb();
        float[] values = new float[picture.width() * picture.height()];
        for (int i = 0; i < values.length; i++) {
            // Pillow's conversion to grey, ITU-R 601-2.
            int grey = 19595 * (rgb[3 * i] & 0xff) + 38470 * (rgb[3 * i + 1] & 0xff) + 7471 * (rgb[3 * i + 2] & 0xff);
            values[i] = (grey + 0x8000 >> 16) / 255f;
        }
        return new RegionMask(source, picture.width(), picture.height(), values);
    }

    /**
     * The mask at the size of an attention (diffusers 0.29.2, IPAdapterMaskProcessor.downsample): its sides are found from the
     * number of pixels, the height rounded down and one added where it does not divide that number. What is missing then is 0.
     *
     * @param pixels that the attention has
     * @return a weight for each; bicubic interpolation goes a little below 0 and above 1
     */
    float[] downsampled(int pixels) {
        double ratio = (double) width / height;
        int rows = Math.max(1, (int) Math.sqrt(pixels / ratio));
        rows += pixels % rows == 0 ? 0 : 1;
        int columns = pixels / rows;
        float[] narrow = new float[height * columns];
        for (int y = 0; y < height; y++) {
            interpolate(values, y * width, 1, width, narrow, y * columns, 1, columns);
        }
        float[] small = new float[Math.max(pixels, rows * columns)];
        for (int x = 0; x < columns; x++) {
            interpolate(narrow, x, columns, height, small, x, columns, rows);
        }
        return small.length == pixels ? small : Arrays.copyOf(small, pixels);
    }

    /** One line without antialiasing, its ends repeated (torch 2.9.1, interpolate in mode bicubic, align_corners false). */
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
                && source.equals(that.source)
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
        return "RegionMask[" + source + ", " + width + " x " + height + "]";
    }
}
