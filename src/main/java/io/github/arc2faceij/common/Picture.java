package io.github.arc2faceij.common;

/**
 * An 8-bit RGB picture without a window: [height, width, 3], values 0..255, row-major, R then G then B. Pixel (0,0) is
 * the top left one and has its centre at (0,0). The byte array is shared, not copied.
 *
 * @param width in pixels, at least 1
 * @param height in pixels, at least 1
 * @param rgb width * height * 3 bytes
 */
public record Picture(int width, int height, byte[] rgb) {

    /**
     * @param width in pixels, at least 1
     * @param height in pixels, at least 1
     * @param rgb width * height * 3 bytes
     * @throws IllegalArgumentException when the array has another length
     */
    public Picture {
        if (width < 1 || height < 1 || rgb.length != 3L * width * height) {
            throw new IllegalArgumentException(
                    "a " + width + " x " + height + " RGB picture does not have " + rgb.length + " bytes");
        }
    }

    /**
     * @param width in pixels
     * @param height in pixels
     * @return a black picture
     */
    public static Picture black(int width, int height) {
        return new Picture(width, height, new byte[Math.multiplyExact(3, Math.multiplyExact(width, height))]);
    }

    /**
     * @param x column, 0..width-1
     * @param y row, 0..height-1
     * @param channel 0 red, 1 green, 2 blue
     * @return the value, 0..255
     */
    public int get(int x, int y, int channel) {
        return rgb[3 * (y * width + x) + channel] & 0xff;
    }
}
