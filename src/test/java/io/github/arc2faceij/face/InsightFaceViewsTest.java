package io.github.arc2faceij.face;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.arc2faceij.common.Landmarks.Point;
import io.github.arc2faceij.common.Photographs;
import io.github.arc2faceij.common.Picture;
import io.github.arc2faceij.common.Progress;
import io.github.arc2faceij.common.TurnedPicture;
import io.github.arc2faceij.device.Device;
import io.github.arc2faceij.face.FaceShape.Point3;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Faces that are turned, tightly cut, tiny, or small on a large photo, with networks of InsightFace's inputs and outputs.
 * InsightFace's weights are not at hand; {@link ChartNetworks} see charts, whose every point is known.
 */
class InsightFaceViewsTest {

    @TempDir
    private static Path folder;

    private static FaceAnalyzer analyzer;
    private static Identity person;

    @BeforeAll
    static void open() throws IOException {
        ChartNetworks.write(folder);
        analyzer = FaceAnalyzer.insightFace(folder, folder.resolve("arcface.onnx"), Device.CPU);
        Picture photo = Chart.background(640, 480);
        new Chart(200, 150, 150).drawn(photo);
        person = analyzer.identify(photo, only(photo), Progress.NONE);
    }

    @AfterAll
    static void close() {
        analyzer.close();
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "30, 0",
        "330, 0",
        "60, 315",
        "300, 45",
        "90, 270",
        "120, 225",
        "150, 225",
        "180, 180",
        "210, 135",
        "270, 90"
    })
    void turnedFacesAreReadUpright(int degrees, int turn) {
        Picture photo = Chart.background(640, 480);
        Chart chart = new Chart(250, 90, 150).drawn(photo);
        TurnedPicture turned = new TurnedPicture(photo, degrees);

        Face face = only(turned.picture());

        assertEquals(turn, face.turn());
        assertEquals(0, (face.roll() - degrees + 720 + 180) % 360 - 180, 2, "the face is turned as the photo is");
        assertLies(chart, turned::turned, 2, turned.picture(), face);
    }

    /** No view of the detector's own shows these: the border does. */
    @ParameterizedTest
    @CsvSource({"0, 0", "0, 12", "90, 0", "90, 12", "180, 0", "180, 12", "270, 0", "270, 12"})
    void facesThatFillThePictureAreFound(int degrees, int margin) {
        Picture photo = Chart.background(300 + 2 * margin, 300 + 2 * margin);
        Chart chart = new Chart(margin, margin, 300).drawn(photo);
        TurnedPicture turned = new TurnedPicture(photo, degrees);

        Face face = only(turned.picture());

        assertEquals((360 - degrees) % 360, face.turn());
        assertLies(chart, turned::turned, 4, turned.picture(), face);
    }

    @ParameterizedTest
    @ValueSource(ints = {20, 24, 32, 48, 96})
    void tinyPhotosAreLookedAtAndToldToBeTiny(int size) {
        Picture photo = Chart.background(size, size);
        Chart chart = new Chart(size / 5, size / 6, size / 2).drawn(photo);

        Face face = only(photo);

        assertLies(chart, point -> point, 1, photo, face);
        FaceQuality quality = analyzer.quality(photo, face, Progress.NONE);
        double eyes = Chart.FIVE.get(1).x() - Chart.FIVE.get(0).x();
        assertEquals(eyes * chart.side(), quality.eyeDistance(), 1);
        assertEquals(
                quality.eyeDistance() < FaceQuality.LEAST_EYE_DISTANCE,
                quality.warning()
                        .filter(text -> text.contains("pixels between the eyes"))
                        .isPresent());
    }

    @Test
    void everyFaceOf40PixelsOn24MegapixelsIsFound() {
        Picture large = Chart.background(6000, 4000);
        List<Chart> charts = new ArrayList<>();
        for (int i = 0; i < 24; i++) {
            // Steps that are no multiple of a tile's, so that faces lie across tiles' edges.
            int side = 40 + 23 * i;
            charts.add(new Chart(17 + i % 6 * 983, 31 + i / 6 * 967, side).drawn(large));
        }
        List<Face> faces = detect(large, FaceSearch.ALWAYS);
        assertEquals(charts.size(), faces.size(), "each face once, and nothing else");
        for (Chart chart : charts) {
            Face face = faces.stream()
                    .filter(found -> found.box().iou(chart.box()) > 0.8)
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("no face at " + chart));
            assertLies(chart, point -> point, Math.max(1.5, 0.04 * chart.side()), large, face);
        }
        assertTrue(detect(large, FaceSearch.NEVER).size() < charts.size(), "a look at the whole does not show all");
    }

    @Test
    void uprightPhotosAreLookedAtOnce() {
        Picture photo = Chart.background(640, 480);
        new Chart(100, 90, 200).drawn(photo);
        List<String> tasks = new ArrayList<>();
        analyzer.detect(photo, FaceAnalyzer.DEFAULT_CONFIDENCE, (task, fraction) -> tasks.add(task));
        assertEquals(List.of("Detecting faces", "Landmarks 1/1"), tasks);
    }

    /** One upright, one on the head: each is read as it stands. */
    @Test
    void facesThatAreTurnedDifferentlyAreAllFound() {
        Picture one = Chart.background(400, 400);
        new Chart(120, 90, 150).drawn(one);
        Picture both = Picture.black(800, 400);
        Photographs.paste(both, one, 0, 0);
        Photographs.paste(both, new TurnedPicture(one, 180).picture(), 400, 0);
        List<Integer> turns = detect(both, FaceSearch.WHERE_NONE).stream()
                .map(Face::turn)
                .sorted()
                .toList();
        assertEquals(List.of(0, 180), turns);
    }

    @Test
    void whatHasNoFaceInAnyTurnHasNone() {
        assertEquals(List.of(), detect(Chart.background(640, 480), FaceSearch.ALWAYS));
    }

    private static void assertLies(
            Chart chart, UnaryOperator<Point> turned, double tolerance, Picture picture, Face face) {
        assertNear(turned.apply(chart.centre()), face.box().centre(), tolerance);
        assertEquals(chart.side(), face.box().width(), tolerance);
        assertEquals(chart.side(), face.box().height(), tolerance);
        for (int i = 0; i < 5; i++) {
            assertNear(
                    turned.apply(chart.place(Chart.FIVE.get(i))),
                    face.fivePoints().get(i),
                    tolerance);
        }
        FaceShape shape = analyzer.shape(picture, face, Progress.NONE).orElseThrow();
        for (int i = 0; i < 68; i++) {
            Point place = turned.apply(chart.place(Chart.LANDMARKS.get(i)));
            Point3 point = shape.points().get(i);
            assertNear(place, face.landmarks().points().get(i), tolerance);
            assertNear(place, new Point(point.x(), point.y()), tolerance);
            assertEquals(chart.side() * Chart.LANDMARKS.get(i).z(), point.z(), tolerance);
        }
        for (int i = 0; i < 106; i++) {
            assertNear(
                    turned.apply(chart.place(Chart.CONTOUR.get(i))),
                    shape.contour().get(i),
                    tolerance);
        }
        double cosine = person.cosine(analyzer.identify(picture, face, Progress.NONE));
        assertTrue(cosine > 0.97, "cosine " + cosine);
    }

    private static void assertNear(Point expected, Point found, double tolerance) {
        double off = Math.hypot(expected.x() - found.x(), expected.y() - found.y());
        assertTrue(off <= tolerance, () -> found + " is " + off + " pixels from " + expected);
    }

    private static Face only(Picture picture) {
        List<Face> faces = detect(picture, FaceSearch.WHERE_NONE);
        assertEquals(1, faces.size(), faces::toString);
        return faces.get(0);
    }

    private static List<Face> detect(Picture picture, FaceSearch search) {
        return analyzer.detect(picture, FaceAnalyzer.DEFAULT_CONFIDENCE, search, Progress.NONE);
    }
}
