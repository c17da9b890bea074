package io.github.arc2faceij.pose;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.Gson;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.github.arc2faceij.common.Arc2FaceException;
import io.github.arc2faceij.common.Landmarks;
import io.github.arc2faceij.common.Landmarks.Point;
import io.github.arc2faceij.common.Picture;
import io.github.arc2faceij.common.Progress;
import io.github.arc2faceij.common.TestPictures;
import io.github.arc2faceij.common.TestPictures.Difference;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Against the pictures that the Python code of Arc2Face made; every case of golden/face/ffhq. */
class FfhqAlignmentTest {

    /** The reference's landmarks are 32-bit floats, up to about 2000 here. */
    private static final double FLOAT_PIXELS = 1e-5;

    /** A difference that only the green dot makes, not the border made up from a changed picture. */
    private static final int DOT = 40;

    private record Case(JsonObject json) {

        String text(String key) {
            return json.get(key).getAsString();
        }

        Picture image() {
            return TestPictures.golden("face/" + text("image"));
        }

        Landmarks landmarks() {
            return new Landmarks(points(json.getAsJsonArray("landmarks68")));
        }

        JsonObject steps() {
            return json.getAsJsonObject("steps");
        }

        AlignedFace align() {
            return FfhqAlignment.align(
                    image(),
                    landmarks(),
                    json.get("output_size").getAsInt(),
                    json.get("enable_padding").getAsBoolean(),
                    Progress.NONE);
        }

        @Override
        public String toString() {
            return text("id");
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void givesThePictureOfTheReference(Case golden) {
        Picture picture = golden.align().picture();

        Difference difference = TestPictures.difference(picture, TestPictures.golden("face/" + golden.text("output")));

        assertTrue(difference.max() <= 1 && difference.mean() < 0.001, difference::toString);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void findsTheSquareOfTheReference(Case golden) {
        List<Point> expected = points(golden.steps().getAsJsonArray("quad_initial"));

        List<Point> corners = FfhqSquare.of(golden.landmarks()).corners();

        for (int i = 0; i < 4; i++) {
            assertClose(expected.get(i), corners.get(i), FLOAT_PIXELS);
        }
    }

    @Test
    void theOutlineIsTheSquareInTheOriginal() {
        Case border = golden("astronaut_border");
        List<Point> expected = points(border.steps().getAsJsonArray("quad_initial"));

        List<Point> outline = border.align().outline();

        for (int i = 0; i < 4; i++) {
            assertClose(expected.get(i), outline.get(i), FLOAT_PIXELS);
        }
    }

    /** A dot painted into the original must be found where the mapping says, also after shrinking and padding. */
    @ParameterizedTest
    @MethodSource("dots")
    void aDotIsFoundWhereTheMappingSays(String id, Point dot, int radius) {
        Case golden = golden(id);
        Picture original = golden.image();
        Picture clean = golden.align().picture();
        paint(original, dot, radius);

        AlignedFace aligned = FfhqAlignment.align(original, golden.landmarks(), clean.width(), true, Progress.NONE);

        assertClose(centreOfDifference(clean, aligned.picture()), aligned.toAligned(dot), 0.15);
        assertClose(dot, aligned.toOriginal(aligned.toAligned(dot)), 1e-9);
    }

    static Stream<Arguments> dots() {
        return Stream.of(
                Arguments.of("astronaut_rot30", new Point(120, 150), 3),
                Arguments.of("astronaut_x4_out128", new Point(440, 400), 24),
                Arguments.of("drawing_3300x3000", new Point(1500, 1400), 24));
    }

    /** The warp samples another grid, so pixels at edges differ a little. */
    @Test
    void aWidePictureHoldsTheAlignedFaceInItsMiddle() {
        Case golden = golden("astronaut");
        Picture aligned = FfhqAlignment.align(golden.image(), golden.landmarks(), 128, Progress.NONE)
                .picture();

        Picture wide = FfhqAlignment.surrounded(golden.image(), golden.landmarks(), 192, 128, Progress.NONE);

        assertEquals(List.of(192, 128), List.of(wide.width(), wide.height()));
        double sum = 0;
        for (int i = 0; i < 128 * 128; i++) {
            sum += Math.abs(aligned.get(i % 128, i / 128, 1) - wide.get(i % 128 + 32, i / 128, 1));
        }
        assertTrue(sum / (128 * 128) < 1, "mean difference " + sum / (128 * 128));
    }

    @Test
    void refusesPointsThatAreNoFace() {
        Landmarks onePoint = new Landmarks(Collections.nCopies(68, new Point(10, 10)));

        String message = messageOf(() -> FfhqAlignment.align(Picture.black(20, 20), onePoint, 64, Progress.NONE));

        assertTrue(message.contains("(10.0, 10.0)"), message);
    }

    @Test
    void refusesAFaceOutsideThePicture() {
        List<Point> far = golden("astronaut").landmarks().points().stream()
                .map(point -> new Point(point.x() + 5000, point.y()))
                .toList();

        String message =
                messageOf(() -> FfhqAlignment.align(Picture.black(512, 512), new Landmarks(far), 64, Progress.NONE));

        assertTrue(message.contains("512 x 512"), message);
    }

    @Test
    void refusesASizeThatCannotBe() {
        Case golden = golden("astronaut");

        assertTrue(messageOf(() -> FfhqAlignment.align(golden.image(), golden.landmarks(), 0, Progress.NONE))
                .contains("0 pixels"));
        assertTrue(messageOf(() -> FfhqAlignment.align(golden.image(), golden.landmarks(), 4097, Progress.NONE))
                .contains("4097 pixels"));
    }

    @Test
    void canBeCancelled() {
        Progress cancelled = new Progress() {
            @Override
            public void report(String task, double fraction) {}

            @Override
            public void checkCancelled() {
                throw new CancellationException();
            }
        };
        Case golden = golden("astronaut");

        assertThrows(
                CancellationException.class,
                () -> FfhqAlignment.align(golden.image(), golden.landmarks(), 64, cancelled));
    }

    static List<Case> cases() {
        List<Case> cases = new ArrayList<>();
        try (Reader reader = new InputStreamReader(
                FfhqAlignmentTest.class.getResourceAsStream("/golden/face/ffhq/cases.json"), StandardCharsets.UTF_8)) {
            new Gson().fromJson(reader, JsonArray.class).forEach(json -> cases.add(new Case(json.getAsJsonObject())));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return cases;
    }

    private static Case golden(String id) {
        return cases().stream()
                .filter(golden -> golden.text("id").equals(id))
                .findFirst()
                .orElseThrow();
    }

    private static List<Point> points(JsonArray array) {
        List<Point> points = new ArrayList<>();
        for (JsonElement pair : array) {
            JsonArray xy = pair.getAsJsonArray();
            points.add(new Point(xy.get(0).getAsDouble(), xy.get(1).getAsDouble()));
        }
        return points;
    }

    private static void paint(Picture picture, Point centre, int radius) {
        for (int dy = -radius; dy <= radius; dy++) {
            for (int dx = -radius; dx <= radius; dx++) {
                int at = 3 * (((int) centre.y() + dy) * picture.width() + (int) centre.x() + dx);
                picture.rgb()[at] = 0;
                picture.rgb()[at + 1] = (byte) 255;
                picture.rgb()[at + 2] = 0;
            }
        }
    }

    private static Point centreOfDifference(Picture before, Picture after) {
        double sum = 0;
        double x = 0;
        double y = 0;
        for (int i = 0; i < before.rgb().length; i++) {
            boolean changed = Math.abs((before.rgb()[i] & 0xff) - (after.rgb()[i] & 0xff)) > DOT;
            if (changed) {
                sum++;
                x += i / 3 % before.width();
                y += i / 3 / before.width();
            }
        }
        return new Point(x / sum, y / sum);
    }

    private static void assertClose(Point expected, Point actual, double tolerance) {
        assertEquals(expected.x(), actual.x(), tolerance, () -> expected + " against " + actual);
        assertEquals(expected.y(), actual.y(), tolerance, () -> expected + " against " + actual);
    }

    private static String messageOf(Executable executable) {
        return assertThrows(Arc2FaceException.class, executable).getMessage();
    }
}
