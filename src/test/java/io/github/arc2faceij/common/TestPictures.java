package io.github.arc2faceij.common;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import javax.imageio.ImageIO;

/** Pictures for tests, read without ImageJ. */
public final class TestPictures {

    private TestPictures() {}

    /**
     * @param resource path within src/test/resources/golden, {@code "face/images/astronaut.png"}
     * @return that picture
     */
    public static Picture golden(String resource) {
        try (InputStream in = TestPictures.class.getResourceAsStream("/golden/" + resource)) {
            if (in == null) {
                throw new IllegalArgumentException("src/test/resources/golden/" + resource + " is missing");
            }
            return of(ImageIO.read(in));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * @param image 8-bit RGB or grey
     * @return its pixels
     */
    public static Picture of(BufferedImage image) {
        Picture picture = Picture.black(image.getWidth(), image.getHeight());
        int[] row = new int[picture.width()];
        for (int y = 0; y < picture.height(); y++) {
            image.getRGB(0, y, row.length, 1, row, 0, row.length);
            for (int x = 0; x < row.length; x++) {
                int at = 3 * (y * row.length + x);
                picture.rgb()[at] = (byte) (row[x] >> 16);
                picture.rgb()[at + 1] = (byte) (row[x] >> 8);
                picture.rgb()[at + 2] = (byte) row[x];
            }
        }
        return picture;
    }

    /**
     * How two pictures differ.
     *
     * @param max largest absolute difference of a value, 0..255
     * @param mean mean absolute difference of the values, 0..255
     */
    public record Difference(int max, double mean) {}

    /**
     * @param a a picture
     * @param b a picture of the same size
     * @return how they differ
     */
    public static Difference difference(Picture a, Picture b) {
        if (a.width() != b.width() || a.height() != b.height()) {
            throw new IllegalArgumentException(
                    a.width() + " x " + a.height() + " against " + b.width() + " x " + b.height());
        }
        int max = 0;
        long sum = 0;
        for (int i = 0; i < a.rgb().length; i++) {
            int difference = Math.abs((a.rgb()[i] & 0xff) - (b.rgb()[i] & 0xff));
            max = Math.max(max, difference);
            sum += difference;
        }
        return new Difference(max, (double) sum / a.rgb().length);
    }
}
