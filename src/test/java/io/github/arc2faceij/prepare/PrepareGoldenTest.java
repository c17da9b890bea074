package io.github.arc2faceij.prepare;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.arc2faceij.common.Landmarks.Point;
import io.github.arc2faceij.common.Picture;
import io.github.arc2faceij.common.Progress;
import io.github.arc2faceij.common.Tensor;
import io.github.arc2faceij.weights.Goldens;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** SHINE's definitions as numpy, scipy and scikit-image compute them ({@code src/golden/prepare.py}). */
class PrepareGoldenTest {

    private static final Map<String, Tensor> GOLDEN = Goldens.load("prepare/prepare.safetensors");

    private static double[][] rows(String name) {
        Tensor tensor = GOLDEN.get(name);
        int length = tensor.size() / tensor.dim(0);
        double[][] rows = new double[tensor.dim(0)][length];
        for (int i = 0; i < tensor.size(); i++) {
            rows[i / length][i % length] = tensor.data()[i];
        }
        return rows;
    }

    private static List<Picture> pictures(String name) {
        Tensor tensor = GOLDEN.get(name);
        List<Picture> pictures = new ArrayList<>();
        for (double[] values : rows(name)) {
            byte[] rgb = new byte[values.length];
            for (int i = 0; i < rgb.length; i++) {
                rgb[i] = (byte) values[i];
            }
            pictures.add(new Picture(tensor.dim(2), tensor.dim(1), rgb));
        }
        return pictures;
    }

    private static boolean[] mask(String size) {
        float[] values = GOLDEN.get(size + ".mask").data();
        boolean[] mask = new boolean[values.length];
        for (int i = 0; i < mask.length; i++) {
            mask[i] = values[i] == 1;
        }
        return mask;
    }

    @ParameterizedTest
    @ValueSource(strings = {"even", "odd"})
    void lightnessIsThatOfScikitImage(String size) {
        double[][] expected = rows(size + ".cielab");
        for (int i = 0; i < expected.length; i++) {
            double[] found = Lightness.CIELAB.of(pictures(size + ".rgb").get(i));
            assertArrayEquals(expected[i], found, 1e-3);
        }
    }

    @ParameterizedTest
    @CsvSource({"even,BT601", "even,BT709", "odd,BT601", "odd,BT709"})
    void picturesAreMatchedAsDefined(String size, Lightness lightness) {
        String key = size + "." + lightness.name().toLowerCase(Locale.ROOT);
        List<Picture> pictures = pictures(size + ".rgb");
        int width = pictures.get(0).width();
        boolean[] mask = mask(size);
        SetAverage average = new SetAverage(width, pictures.get(0).height());
        pictures.forEach(picture -> average.add(lightness.of(picture), mask));
        for (int i = 0; i < pictures.size(); i++) {
            Picture picture = pictures.get(i);
            double[] values = lightness.of(picture);
            assertArrayEquals(rows(key)[i], values, 1e-4);
            double[] lum = MeanAndDeviation.of(values, mask).matched(values, average.lightness());
            assertArrayEquals(rows(key + ".lum")[i], lum, 1e-3);
            assertArrayEquals(rows(key + ".spec")[i], average.spectrum().full(values), 1e-3);
            assertArrayEquals(rows(key + ".sf")[i], average.spectrum().rotational(values), 1e-3);
            double[] histogram = average.histogram().specified(values, width, mask, Progress.NONE);
            assertLevels(rows(key + ".hist")[i], histogram, mask);
            assertColours(
                    pictures(key + ".hist.rgb").get(i),
                    lightness.with(picture, histogram).picture(),
                    mask);
        }
    }

    private static void assertLevels(double[] expected, double[] found, boolean[] mask) {
        for (int i = 0; i < mask.length; i++) {
            if (mask[i]) {
                assertEquals(expected[i], Math.floor(found[i] + 0.5), "pixel " + i);
            }
        }
    }

    private static void assertColours(Picture expected, Picture found, boolean[] mask) {
        for (int i = 0; i < 3 * mask.length; i++) {
            if (mask[i / 3]) {
                assertEquals(expected.rgb()[i], found.rgb()[i], "channel " + i);
            }
        }
    }

    @Test
    void aPiecewiseWarpIsThatOfScikitImage() {
        List<Point> to = points("warp.to");
        PiecewiseWarp warp = new PiecewiseWarp(40, 30, to);
        double[][] ways = warp.ways(points("warp.from"));
        float[] expected = GOLDEN.get("warp.places").data();
        double[] place = new double[2];
        int inside = 0;
        for (int i = 0; i < 40 * 30; i++) {
            warp.look(i % 40, i / 40, ways, place);
            if (!Double.isNaN(place[0])) {
                assertArrayEquals(new double[] {expected[2 * i], expected[2 * i + 1]}, place, 1e-4);
                inside++;
            } else {
                assertEquals(-1, expected[2 * i]); // scikit-image's word for outside
            }
        }
        assertTrue(inside > 300, inside + " pixels");
    }

    private static List<Point> points(String name) {
        return Arrays.stream(rows(name)).map(row -> new Point(row[0], row[1])).toList();
    }
}
