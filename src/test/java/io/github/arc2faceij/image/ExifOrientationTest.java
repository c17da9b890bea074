package io.github.arc2faceij.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.arc2faceij.common.Landmarks.Point;
import io.github.arc2faceij.common.Picture;
import io.github.arc2faceij.face.Box;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExifOrientationTest {

    private static final int WIDTH = 7;
    private static final int HEIGHT = 4;

    @TempDir
    Path folder;

    /** The stored rows of the letters A B C / D E F, and how a viewer that honours EXIF shows them. */
    @ParameterizedTest
    @CsvSource({
        "1, ABC/DEF",
        "2, CBA/FED",
        "3, FED/CBA",
        "4, DEF/ABC",
        "5, AD/BE/CF",
        "6, DA/EB/FC",
        "7, FC/EB/DA",
        "8, CF/BE/AD"
    })
    void picturesAreSetUpright(int orientation, String expected) {
        assertEquals(expected, letters(ExifOrientation.upright(picture("ABC/DEF"), orientation)));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
    void pointsLeadToTheSamePixel(int orientation) {
        Picture stored = random();
        Picture upright = ExifOrientation.upright(stored, orientation);
        for (int y = 0; y < upright.height(); y++) {
            for (int x = 0; x < upright.width(); x++) {
                Point there = ExifOrientation.toStored(new Point(x, y), orientation, WIDTH, HEIGHT);
                assertEquals(upright.get(x, y, 2), stored.get((int) there.x(), (int) there.y(), 2));
                assertEquals(new Point(x, y), ExifOrientation.toUpright(there, orientation, WIDTH, HEIGHT));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
    void boxesGoThereAndBack(int orientation) {
        Box box = new Box(-0.5, 1, 3.25, 1.5);
        Box upright = ExifOrientation.toUpright(box, orientation, WIDTH, HEIGHT);
        assertEquals(box.area(), upright.area());
        assertEquals(box, ExifOrientation.toStored(upright, orientation, WIDTH, HEIGHT));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
    void anUprightPictureGoesBackToTheStoredOne(int orientation) {
        Picture stored = random();
        Picture back = ExifOrientation.stored(ExifOrientation.upright(stored, orientation), orientation);
        assertEquals(WIDTH, back.width());
        assertArrayEquals(stored.rgb(), back.rgb());
    }

    @Test
    void uprightPicturesAreNotCopied() {
        Picture stored = random();
        assertSame(stored, ExifOrientation.upright(stored, 1));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 9, -1})
    void otherOrientationsAreProgrammingErrors(int orientation) {
        assertThrows(IllegalArgumentException.class, () -> ExifOrientation.upright(random(), orientation));
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "6, 6", "8, 8", "0, 1", "9, 1"})
    void theTagOfAJpegIsRead(int tag, int expected) throws IOException {
        assertEquals(expected, ExifOrientation.of(write("photo.jpg", jpeg(tag))));
    }

    @Test
    void filesWithoutATagAreUpright() throws IOException {
        byte[] whole = jpeg(6);
        assertEquals(1, ExifOrientation.of(write("cut.jpg", Arrays.copyOf(whole, 25))));
        assertEquals(1, ExifOrientation.of(write("empty.jpg", new byte[0])));
        assertEquals(1, ExifOrientation.of(write("notes.txt", "orientation 6".getBytes(StandardCharsets.UTF_8))));
        assertEquals(1, ExifOrientation.of(folder.resolve("absent.jpg")));
        assertEquals(1, ExifOrientation.of(folder));
    }

    private Path write(String name, byte[] bytes) throws IOException {
        return Files.write(folder.resolve(name), bytes);
    }

    private static byte[] jpeg(int orientation) throws IOException {
        return ExifJpeg.encode(new BufferedImage(2, 2, BufferedImage.TYPE_INT_RGB), orientation);
    }

    private static Picture picture(String letters) {
        String[] rows = letters.split("/");
        Picture picture = Picture.black(rows[0].length(), rows.length);
        for (int i = 0; i < picture.width() * picture.height(); i++) {
            picture.rgb()[3 * i] = (byte) rows[i / picture.width()].charAt(i % picture.width());
        }
        return picture;
    }

    private static String letters(Picture picture) {
        StringBuilder letters = new StringBuilder();
        for (int y = 0; y < picture.height(); y++) {
            letters.append(y == 0 ? "" : "/");
            for (int x = 0; x < picture.width(); x++) {
                letters.append((char) picture.get(x, y, 0));
            }
        }
        return letters.toString();
    }

    private static Picture random() {
        Picture picture = Picture.black(WIDTH, HEIGHT);
        new Random(3).nextBytes(picture.rgb());
        return picture;
    }
}
