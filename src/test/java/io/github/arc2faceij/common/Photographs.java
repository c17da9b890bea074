package io.github.arc2faceij.common;

import io.github.arc2faceij.opencv.Mats;
import io.github.arc2faceij.opencv.Region;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import javax.imageio.ImageIO;

/** The photographs of test-images, and what they are made into. */
public final class Photographs {

    /** Names of all of them. */
    public static final List<String> ALL = List.of("astronaut.png", "grace_hopper.jpg", "abraham_lincoln.jpg");

    private Photographs() {}

    /**
     * @param name one of {@link #ALL}
     * @return its pixels
     */
    public static Picture of(String name) {
        try {
            return TestPictures.of(ImageIO.read(Path.of("test-images", name).toFile()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * @param picture any
     * @param factor less than 1
     * @return it made smaller, each pixel the mean of those that it stands for
     */
    public static Picture shrunk(Picture picture, double factor) {
        int width = (int) Math.round(picture.width() * factor);
        int height = (int) Math.round(picture.height() * factor);
        Picture small = Picture.black(width, height);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                Region region = new Region(
                        (int) (x / factor),
                        (int) (y / factor),
                        Math.max(1, (int) ((x + 1) / factor) - (int) (x / factor)),
                        Math.max(1, (int) ((y + 1) / factor) - (int) (y / factor)));
                for (int channel = 0; channel < 3; channel++) {
                    small.rgb()[3 * (y * width + x) + channel] = mean(picture, region, channel);
                }
            }
        }
        return small;
    }

    private static byte mean(Picture picture, Region region, int channel) {
        int sum = 0;
        int count = 0;
        for (int y = region.y(); y < Math.min(picture.height(), region.y() + region.height()); y++) {
            for (int x = region.x(); x < Math.min(picture.width(), region.x() + region.width()); x++, count++) {
                sum += picture.get(x, y, channel);
            }
        }
        return (byte) (sum / count);
    }

    /**
     * @param width in pixels
     * @param height in pixels
     * @return a photo without faces: cloth and metal, magnified, with the noise of a camera
     */
    public static Picture withoutFaces(int width, int height) {
        Picture background = Mats.resize(of("astronaut.png"), new Region(300, 0, 212, 250), width, height);
        Random noise = new Random(5);
        byte[] rgb = background.rgb();
        for (int i = 0; i < rgb.length; i++) {
            rgb[i] = (byte) Math.max(0, Math.min(255, (rgb[i] & 0xff) + noise.nextInt(31) - 15));
        }
        return background;
    }

    /**
     * @param target is changed
     * @param part lies in it
     * @param x column of the target at which the part begins
     * @param y row of the target at which the part begins
     */
    public static void paste(Picture target, Picture part, int x, int y) {
        for (int row = 0; row < part.height(); row++) {
            int to = 3 * ((y + row) * target.width() + x);
            System.arraycopy(part.rgb(), 3 * row * part.width(), target.rgb(), to, 3 * part.width());
        }
    }

    /**
     * @param picture any
     * @param factor less than 1
     * @return it with all values multiplied
     */
    public static Picture darkened(Picture picture, double factor) {
        byte[] rgb = new byte[picture.rgb().length];
        for (int i = 0; i < rgb.length; i++) {
            rgb[i] = (byte) Math.round((picture.rgb()[i] & 0xff) * factor);
        }
        return new Picture(picture.width(), picture.height(), rgb);
    }

    /**
     * @param picture any
     * @param side of a square in pixels, at least 1
     * @return it with each value the mean of a square around it, taken twice
     */
    public static Picture blurred(Picture picture, int side) {
        return meanOfSquares(meanOfSquares(picture, side), side);
    }

    private static Picture meanOfSquares(Picture picture, int side) {
        Picture result = Picture.black(picture.width(), picture.height());
        for (int y = 0; y < picture.height(); y++) {
            for (int x = 0; x < picture.width(); x++) {
                int left = Math.max(0, x - side / 2);
                int top = Math.max(0, y - side / 2);
                Region square = new Region(
                        left, top, Math.min(side, picture.width() - left), Math.min(side, picture.height() - top));
                for (int channel = 0; channel < 3; channel++) {
                    result.rgb()[3 * (y * picture.width() + x) + channel] = mean(picture, square, channel);
                }
            }
        }
        return result;
    }
}
