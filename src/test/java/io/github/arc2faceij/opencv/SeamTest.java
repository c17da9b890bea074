package io.github.arc2faceij.opencv;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.arc2faceij.common.Landmarks.Point;
import io.github.arc2faceij.common.Picture;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SeamTest {

    private static final double[] IDENTITY = {1, 0, 0, 0, 1, 0};
    private static final int WIDTH = 60;
    private static final int HEIGHT = 50;

    private final Picture photo = random(1, 60, 120);

    @Test
    void outsideTheOutlineNoPixelChanges() {
        List<Point> outline = List.of(new Point(10, 12), new Point(45, 8), new Point(50, 40), new Point(20, 44));
        Picture result = Seam.insert(photo, random(2, 0, 255), IDENTITY, outline, 3);
        Picture mask = ConvexMask.picture(outline, WIDTH, HEIGHT);
        int changed = 0;
        for (int i = 0; i < result.rgb().length; i++) {
            boolean same = result.rgb()[i] == photo.rgb()[i];
            assertTrue(same || mask.rgb()[i] != 0, "byte " + i);
            changed += same ? 0 : 1;
        }
        assertTrue(changed > 1000, "bytes changed: " + changed);
    }

    /** Poisson's equation knows differences only; a part that lies one pixel off would show. */
    @ParameterizedTest
    @CsvSource({"10, 12, 40, 38", "10, 12, 41, 38", "10, 12, 40, 39", "11, 13, 42, 40", "0, 0, 59, 49"})
    void aBrighterCopyOfThePhotoIsThePhotoAgain(int left, int top, int right, int bottom) {
        List<Point> outline =
                List.of(new Point(left, top), new Point(right, top), new Point(right, bottom), new Point(left, bottom));
        Picture result = Seam.insert(photo, brighter(photo, 70), IDENTITY, outline, 1);
        for (int i = 0; i < result.rgb().length; i++) {
            assertEquals(photo.rgb()[i] & 0xff, result.rgb()[i] & 0xff, 3, "byte " + i);
        }
    }

    @Test
    void aPartIsPutWhereTheMatrixSays() {
        Picture part = Picture.black(20, 20);
        for (int y = 0; y < 20; y++) {
            for (int x = 0; x < 20; x++) {
                for (int channel = 0; channel < 3; channel++) {
                    part.rgb()[3 * (20 * y + x) + channel] = (byte) (photo.get(x + 17, y + 15, channel) + 30);
                }
            }
        }
        List<Point> outline = List.of(new Point(20, 18), new Point(33, 18), new Point(33, 31), new Point(20, 31));
        Picture result = Seam.insert(photo, part, new double[] {1, 0, 17, 0, 1, 15}, outline, 2);
        for (int i = 0; i < result.rgb().length; i++) {
            assertEquals(photo.rgb()[i] & 0xff, result.rgb()[i] & 0xff, 3, "byte " + i);
        }
    }

    private static Picture random(int seed, int from, int to) {
        Picture picture = Picture.black(WIDTH, HEIGHT);
        Random random = new Random(seed);
        for (int i = 0; i < picture.rgb().length; i++) {
            picture.rgb()[i] = (byte) random.nextInt(from, to);
        }
        return picture;
    }

    private static Picture brighter(Picture picture, int by) {
        byte[] rgb = picture.rgb().clone();
        for (int i = 0; i < rgb.length; i++) {
            rgb[i] += (byte) by;
        }
        return new Picture(picture.width(), picture.height(), rgb);
    }
}
