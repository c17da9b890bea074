package io.github.arc2faceij.opencv;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.arc2faceij.common.Arc2FaceException;
import io.github.arc2faceij.common.Picture;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Random;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.opencv.opencv_core.Mat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Golden warps are tested where they belong: in the face room. Here is what holds for any picture. */
class MatsTest {

    private static final double[] IDENTITY = {1, 0, 0, 0, 1, 0};

    @Test
    void picturesComeBackUnchanged() {
        Picture picture = random(31, 17);
        try (Mat mat = Mats.mat(picture)) {
            assertEquals(31, mat.cols());
            assertArrayEquals(picture.rgb(), Mats.picture(mat).rgb());
        }
    }

    @Test
    void regionsAreCutOut() {
        Picture picture = random(31, 17);
        try (Mat mat = Mats.mat(picture, new Region(5, 3, 4, 2))) {
            Picture cut = Mats.picture(mat);
            for (int y = 0; y < 2; y++) {
                for (int x = 0; x < 4; x++) {
                    assertEquals(picture.get(5 + x, 3 + y, 1), cut.get(x, y, 1));
                }
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"-1, 0, 2, 2", "0, 0, 0, 2", "30, 0, 2, 2", "0, 16, 2, 2", "5, 5, 2147483647, 2"})
    void regionsOutsideThePictureAreRefused(int x, int y, int width, int height) {
        Picture picture = random(31, 17);
        assertThrows(IllegalArgumentException.class, () -> Mats.mat(picture, new Region(x, y, width, height)));
    }

    @Test
    void resizingToTheSameSizeChangesNothing() {
        Picture picture = random(13, 29);
        assertArrayEquals(picture.rgb(), Mats.resize(picture, 13, 29).rgb());
    }

    @Test
    void resizingSamplesAtPixelCentresWithoutAntialiasing() {
        Picture row = new Picture(4, 1, new byte[] {0, 0, 0, 40, 40, 40, 80, 80, 80, 120, 120, 120});
        Picture enlarged = Mats.resize(row, 8, 1);
        int[] expected = {0, 10, 30, 50, 70, 90, 110, 120};
        for (int x = 0; x < 8; x++) {
            assertEquals(expected[x], enlarged.get(x, 0, 0));
        }
        Picture stripes = new Picture(9, 1, new byte[27]);
        stripes.rgb()[3 * 4] = (byte) 200;
        assertEquals(200, Mats.resize(stripes, 3, 1).get(1, 0, 0));
    }

    @Test
    void impossibleSizesAreRefused() {
        Picture picture = random(5, 5);
        assertThrows(IllegalArgumentException.class, () -> Mats.resize(picture, 0, 5));
        assertThrows(IllegalArgumentException.class, () -> Mats.warpAffine(picture, IDENTITY, 5, -1));
    }

    @Test
    void warpingByWholePixelsMovesThemAndLeavesBlack() {
        Picture picture = random(20, 10);
        Picture moved = Mats.warpAffine(picture, new double[] {1, 0, 7, 0, 1, -3}, 20, 10);
        for (int y = 0; y < 10; y++) {
            for (int x = 0; x < 20; x++) {
                boolean inside = x >= 7 && y < 7;
                assertEquals(inside ? picture.get(x - 7, y + 3, 2) : 0, moved.get(x, y, 2));
            }
        }
    }

    @Test
    void warpingAPartEqualsWarpingTheWhole() {
        Picture large = random(400, 300);
        double[] matrix = {0.31, 0.17, -60.3, -0.17, 0.31, 20.9};
        Picture small = Mats.warpAffine(large, matrix, 60, 50);
        Picture whole = Mats.warpAffine(large, matrix, 200, 200);
        for (int y = 0; y < 50; y++) {
            for (int x = 0; x < 60; x++) {
                assertEquals(whole.get(x, y, 0), small.get(x, y, 0));
            }
        }
    }

    @Test
    void whatLiesOutsideIsBlack() {
        Picture warped = Mats.warpAffine(random(20, 10), new double[] {1, 0, 1e9, 0, 1, 0}, 6, 5);
        assertArrayEquals(Picture.black(6, 5).rgb(), warped.rgb());
    }

    @Test
    void longPicturesAreWarped() {
        Picture picture = Picture.black(40_000, 3);
        picture.rgb()[3 * (40_000 + 39_000)] = (byte) 255;
        Picture warped = Mats.warpAffine(picture, new double[] {1, 0, -38_998, 0, 1, 0}, 4, 3);
        assertEquals(255, warped.get(2, 1, 0));
        assertEquals(0, warped.get(1, 1, 0));
    }

    @Test
    void whatOpenCvCannotWarpIsSaid() {
        Picture picture = Picture.black(40_000, 3);
        Arc2FaceException e = assertThrows(
                Arc2FaceException.class, () -> Mats.warpAffine(picture, new double[] {0.001, 0, 0, 0, 1, 0}, 40, 3));
        assertTrue(e.getMessage().startsWith("A part of 39003 x 3 pixels is too long"), e.getMessage());
    }

    @Test
    void matricesThatCannotBeInvertedAreRefused() {
        Picture picture = random(5, 5);
        assertThrows(
                IllegalArgumentException.class, () -> Mats.warpAffine(picture, new double[] {1, 1, 0, 1, 1, 0}, 5, 5));
        assertThrows(
                IllegalArgumentException.class,
                () -> Mats.warpAffine(picture, new double[] {1, 0, Double.NaN, 0, 1, 0}, 5, 5));
    }

    @Test
    void nativeMemoryIsGivenBack() {
        Picture picture = Picture.black(2000, 2000);
        Mats.resize(picture, 10, 10);
        long before = Pointer.physicalBytes();
        for (int i = 0; i < 50; i++) {
            Mats.resize(picture, 10, 10);
        }
        long grown = Pointer.physicalBytes() - before;
        assertTrue(grown < 200_000_000, "50 copies of 12 MB left " + grown + " bytes behind");
    }

    /** A Java of its own, whose heap is small beside what the process takes, as with the weights of a large model. */
    @Test
    void worksBesideALargeModel() throws IOException, InterruptedException {
        Process java = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx64m",
                        "-XX:MaxDirectMemorySize=400m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        BesideALargeModel.class.getName())
                .redirectErrorStream(true)
                .start();
        String output = new String(java.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, java.waitFor(), output);
    }

    static final class BesideALargeModel {

        public static void main(String[] args) {
            ByteBuffer weights = ByteBuffer.allocateDirect(350 << 20);
            for (int i = 0; i < weights.capacity(); i += 4096) {
                weights.put(i, (byte) 1);
            }
            Mats.resize(Picture.black(100, 100), 10, 10);
            weights.clear(); // keeps the memory until here
        }
    }

    private static Picture random(int width, int height) {
        byte[] rgb = new byte[3 * width * height];
        new Random(5).nextBytes(rgb);
        return new Picture(width, height, rgb);
    }
}
