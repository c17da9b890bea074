package io.github.arc2faceij.prepare;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.arc2faceij.common.Arc2FaceException;
import io.github.arc2faceij.common.Picture;
import io.github.arc2faceij.common.Progress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A set of pictures after it was prepared: what is said to be the same is the same. */
class PreparationTest {

    private static final MaskShape ALL = new MaskShape(MaskShape.Kind.NONE, 100, 100, 0);
    private static final MaskShape OVAL = new MaskShape(MaskShape.Kind.OVAL, 70, 80, 3);

    /** Noise around a level, grey or in colours. */
    private static Placed noise(int seed, int level, int contrast, boolean grey) {
        Random random = new Random(seed);
        Picture picture = Picture.black(48, 40);
        for (int i = 0; i < picture.rgb().length; i += 3) {
            for (int channel = 0; channel < 3; channel++) {
                double value = level + contrast * random.nextGaussian();
                picture.rgb()[i + channel] =
                        grey && channel > 0 ? picture.rgb()[i] : (byte) Math.max(0, Math.min(255, Math.round(value)));
            }
        }
        return new Placed("picture " + seed, picture, Optional.empty(), 0);
    }

    private static List<Placed> set(boolean grey) {
        return List.of(noise(1, 100, 10, grey), noise(2, 130, 20, grey), noise(3, 150, 15, grey));
    }

    private static List<Prepared> prepare(MaskShape mask, Matching method, Lightness lightness, boolean grey) {
        return new Preparation(mask, 90, method, lightness, true).of(set(grey), Progress.NONE);
    }

    @ParameterizedTest
    @EnumSource
    void meanAndDeviationAreThoseOfTheSet(Lightness lightness) {
        List<Prepared> prepared = prepare(OVAL, Matching.LUMINANCE, lightness, false);
        double mean = prepared.stream()
                .mapToDouble(picture -> picture.before().mean())
                .average()
                .orElseThrow();
        double deviation = prepared.stream()
                .mapToDouble(picture -> picture.before().deviation())
                .average()
                .orElseThrow();
        for (Prepared picture : prepared) {
            // Eight bits are off by half a level at most, for many pixels in the same direction.
            assertEquals(mean, picture.after().mean(), 0.5);
            assertEquals(deviation, picture.after().deviation(), 0.5);
            assertTrue(picture.clipped() < 0.01);
        }
        assertTrue(Math.abs(prepared.get(0).before().mean() - mean) > 10, "they differed before");
    }

    @ParameterizedTest
    @EnumSource(names = {"BT601", "BT709"})
    void histogramsAreTheSame(Lightness lightness) {
        for (MaskShape mask : List.of(ALL, OVAL)) {
            List<Prepared> prepared = prepare(mask, Matching.HISTOGRAM, lightness, true);
            boolean[] counted = mask.of(set(true).get(0), Progress.NONE).inside();
            double[] first = LevelHistogram.of(lightness.of(prepared.get(0).picture()), counted)
                    .shares();
            for (Prepared picture : prepared) {
                assertArrayEquals(
                        first,
                        LevelHistogram.of(lightness.of(picture.picture()), counted)
                                .shares(),
                        1e-12);
                assertTrue(picture.before().histogram() > 0.1);
                // Counts are whole: each of 256 levels is off by less than a pixel.
                assertTrue(picture.after().histogram() < 128.0 / picture.pixels());
                assertEquals(0, picture.clipped());
            }
        }
    }

    @Test
    void spectraAreTheSame() {
        for (Prepared picture : prepare(ALL, Matching.SPECTRUM, Lightness.BT601, true)) {
            assertTrue(picture.before().spectrum() > 0.05);
            assertEquals(0, picture.after().spectrum(), 0.01); // rounding to 8 bits is noise
        }
        for (Prepared picture : prepare(ALL, Matching.ROTATIONAL, Lightness.BT601, true)) {
            assertEquals(0, picture.after().spectrum(), 0.01);
        }
    }

    @Test
    void pixelsOutsideTheMaskAreTheBackground() {
        for (Matching method : Matching.values()) {
            Prepared prepared = prepare(OVAL, method, Lightness.BT601, false).get(1);
            Picture picture = prepared.picture();
            for (int channel = 0; channel < 3; channel++) {
                assertEquals(90, picture.get(0, 0, channel), method.name());
                assertEquals(90, picture.get(47, 20, channel), method.name());
            }
            assertTrue(prepared.pixels() < 48 * 40 / 2);
        }
    }

    @Test
    void aWholePictureCountsWithItsBackground() {
        Preparation whole = new Preparation(OVAL, 90, Matching.LUMINANCE, Lightness.BT601, false);
        for (Prepared picture : whole.of(set(false), Progress.NONE)) {
            assertEquals(48 * 40, picture.pixels());
        }
    }

    @Test
    void whatLeavesTheRangeIsCounted() {
        List<Placed> set = List.of(noise(1, 250, 2, true), noise(2, 128, 60, true));
        Preparation matched = new Preparation(ALL, 128, Matching.LUMINANCE, Lightness.BT601, true);
        List<Prepared> prepared = matched.of(set, Progress.NONE);
        Picture picture = prepared.get(0).picture();
        int atTheEnd = 0;
        for (int i = 0; i < picture.rgb().length; i += 3) {
            atTheEnd += (picture.rgb()[i] & 0xff) == 255 ? 1 : 0;
        }
        assertTrue(prepared.get(0).clipped() > 0.01);
        assertTrue(
                prepared.get(0).clipped() <= (double) atTheEnd / prepared.get(0).pixels());
        assertTrue(prepared.get(0).after().deviation() < prepared.get(1).after().deviation(), "the table tells it");
    }

    @Test
    void onePictureStaysAndAUniformOneIsNoFailure() {
        for (Matching method : List.of(Matching.LUMINANCE, Matching.HISTOGRAM, Matching.SPECTRUM)) {
            Placed alone = noise(5, 120, 20, false);
            Preparation matching = new Preparation(ALL, 128, method, Lightness.BT709, true);
            assertArrayEquals(
                    alone.picture().rgb(),
                    matching.of(List.of(alone), Progress.NONE).get(0).picture().rgb());
            Placed uniform = noise(5, 60, 0, true);
            Prepared matched =
                    matching.of(List.of(alone, uniform), Progress.NONE).get(1);
            assertTrue(Double.isFinite(matched.after().spectrum()));
        }
    }

    @Test
    void theOriginalsStay() {
        Placed placed = noise(1, 100, 30, false);
        byte[] before = placed.picture().rgb().clone();
        for (Matching method : Matching.values()) {
            new Preparation(OVAL, 0, method, Lightness.CIELAB, true)
                    .of(List.of(placed, noise(2, 200, 10, false)), Progress.NONE);
        }
        assertArrayEquals(before, placed.picture().rgb());
    }

    @Test
    void whatCannotBeIsTold() {
        List<Placed> set = new ArrayList<>(set(true));
        set.add(new Placed("odd one", Picture.black(40, 48), Optional.empty(), 0));
        Preparation plain = new Preparation(ALL, 128, Matching.NONE, Lightness.BT601, true);
        String sizes = assertThrows(Arc2FaceException.class, () -> plain.of(set, Progress.NONE))
                .getMessage();
        assertTrue(
                sizes.startsWith("The sizes differ: odd one has 40 x 48 pixels, but picture 1 has 48 x 40 pixels."),
                sizes);
        Preparation thin = new Preparation(
                new MaskShape(MaskShape.Kind.OVAL, 20, 20, 30), 128, Matching.NONE, Lightness.BT601, true);
        String nothing = assertThrows(Arc2FaceException.class, () -> thin.of(set(true), Progress.NONE))
                .getMessage();
        assertTrue(nothing.contains("No pixel of picture 1, which has 48 x 40, is inside"), nothing);
        assertThrows(Arc2FaceException.class, () -> new Preparation(ALL, 256, Matching.NONE, Lightness.BT601, true));
        assertThrows(Arc2FaceException.class, () -> new MaskShape(MaskShape.Kind.OVAL, 0, 50, 0));
        assertThrows(Arc2FaceException.class, () -> new MaskShape(MaskShape.Kind.NONE, 0, 50, Double.NaN));
    }

    @Test
    void sortingIsCancelled() {
        Progress cancelled = new Progress() {
            @Override
            public void report(String task, double fraction) {}

            @Override
            public void checkCancelled() {
                throw new CancellationException();
            }
        };
        Preparation matching = new Preparation(ALL, 128, Matching.HISTOGRAM, Lightness.BT601, true);
        assertThrows(CancellationException.class, () -> matching.of(set(true), cancelled));
    }
}
