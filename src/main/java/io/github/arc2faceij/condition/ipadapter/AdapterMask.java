package io.github.arc2faceij.condition.ipadapter;

import io.github.arc2faceij.common.Picture;
import io.github.arc2faceij.common.TorchBicubic;
import java.util.Arrays;

/**
 * Where in the pictures to make something is to be seen, 0 or 1 for each pixel, and the same at the size of an attention.
 *
 * @param source where it came from, for the recipe: {@code left.png}
 * @param width of the pictures in pixels
 * @param height of the pictures in pixels
 * @param values width * height numbers, row by row
 */
public record AdapterMask(String source, int width, int height, float[] values) {

    /**
     * @param source where it came from
     * @param width of the pictures in pixels
     * @param height of the pictures in pixels
     * @param values width * height numbers; those from 0.5 on become 1 and others 0; copied
     * @throws IllegalArgumentException when there are more or fewer numbers
     */
    public AdapterMask {
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
    public static AdapterMask of(String source, Picture picture) {
        byte[] rgb = picture.rgb();
        float[] values = new float[picture.width() * picture.height()];
        for (int i = 0; i < values.length; i++) {
            // Pillow's conversion to grey, ITU-R 601-2.
            int grey = 19595 * (rgb[3 * i] & 0xff) + 38470 * (rgb[3 * i + 1] & 0xff) + 7471 * (rgb[3 * i + 2] & 0xff);
            values[i] = (grey + 0x8000 >> 16) / 255f;
        }
        return new AdapterMask(source, picture.width(), picture.height(), values);
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
        // Short by a part of a row, it is filled up with zeros; what is too much is left out.
        return Arrays.copyOf(TorchBicubic.resize(values, width, height, columns, rows), pixels);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof AdapterMask that
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
        return "AdapterMask[" + source + ", " + width + " x " + height + "]";
    }
}
