package io.github.arc2faceij.face;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.arc2faceij.common.Landmarks.Point;
import io.github.arc2faceij.common.Photographs;
import io.github.arc2faceij.common.Picture;
import io.github.arc2faceij.common.Progress;
import io.github.arc2faceij.common.TurnedPicture;
import io.github.arc2faceij.device.Device;
import io.github.arc2faceij.models.Bundled;
import io.github.arc2faceij.opencv.Mats;
import io.github.arc2faceij.opencv.Region;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Photos that lie on their side, stand on their head, are tilted or cut tightly, by the bundled networks. */
class TurnedFacesTest {

    private static FaceAnalyzer analyzer;

    @BeforeAll
    static void open() {
        analyzer = new FaceAnalyzer(Bundled.folder("arc2face-mini"), Device.CPU);
    }

    @AfterAll
    static void close() {
        analyzer.close();
    }

    static Stream<Arguments> turnedPhotographs() {
        return Photographs.ALL.stream()
                .flatMap(name -> Stream.of(30, 60, 90, 180, 270, 300, 330).map(degrees -> Arguments.of(name, degrees)));
    }

    @ParameterizedTest
    @MethodSource("turnedPhotographs")
    void facesAreReadUpright(String name, int degrees) {
        Picture photo = Photographs.of(name);
        Face upright = largest(photo);
        TurnedPicture turned = new TurnedPicture(photo, degrees);

        Face face = largest(turned.picture());

        double cosine = identity(photo, upright).cosine(identity(turned.picture(), face));
        assertTrue(cosine > 0.95, "cosine " + cosine);
        double roll = (face.roll() - upright.roll() - degrees + 720 + 180) % 360 - 180;
        assertEquals(0, roll, 15, "the face is turned as the photo is");
        double eyes = distance(upright.fivePoints().get(0), upright.fivePoints().get(1));
        for (int i = 0; i < 68; i++) {
            Point expected = turned.turned(upright.landmarks().points().get(i));
            double off = distance(expected, face.landmarks().points().get(i)) / eyes;
            assertTrue(off < 0.35, "landmark " + i + " is off by " + off + " of the distance of the eyes");
        }
        Point centre = turned.turned(upright.box().centre());
        assertTrue(distance(centre, face.box().centre()) < 0.35 * eyes, "the box lies on the face");
    }

    /** Quarter turns lose no pixel: the detector sees the same picture. */
    @ParameterizedTest
    @MethodSource("quarterTurns")
    void quarterTurnsFindTheSameFace(String name, int degrees) {
        Picture photo = Photographs.of(name);
        Face upright = largest(photo);
        TurnedPicture turned = new TurnedPicture(photo, degrees);
        Face face = largest(turned.picture());
        assertEquals(360 - degrees, face.turn());
        assertEquals(upright.score(), face.score(), 1e-3);
        boolean lies = degrees != 180;
        assertEquals(
                lies ? upright.box().height() : upright.box().width(),
                face.box().width(),
                1);
        assertEquals(
                lies ? upright.box().width() : upright.box().height(),
                face.box().height(),
                1);
        assertTrue(identity(photo, upright).cosine(identity(turned.picture(), face)) > 0.98);
    }

    static Stream<Arguments> quarterTurns() {
        return Photographs.ALL.stream()
                .flatMap(name -> Stream.of(90, 180, 270).map(degrees -> Arguments.of(name, degrees)));
    }

    @Test
    void uprightPhotosAreLookedAtOnce() {
        for (String name : Photographs.ALL) {
            List<String> tasks = new ArrayList<>();
            List<Face> faces = analyzer.detect(
                    Photographs.of(name), FaceAnalyzer.DEFAULT_CONFIDENCE, (task, fraction) -> tasks.add(task));
            assertEquals(List.of("Detecting faces", "Landmarks 1/1"), tasks);
            assertEquals(0, faces.get(0).turn());
        }
    }

    /** One upright, one on the head: each is read as it stands. */
    @Test
    void facesThatAreTurnedDifferentlyAreAllFound() {
        Picture one = Photographs.of("astronaut.png");
        Picture other = new TurnedPicture(one, 180).picture();
        Picture both = Picture.black(1024, 512);
        Photographs.paste(both, one, 0, 0);
        Photographs.paste(both, other, 512, 0);
        List<Face> faces = detect(both);
        assertEquals(2, faces.size());
        Identity first = identity(both, faces.get(0));
        Identity second = identity(both, faces.get(1));
        assertTrue(first.cosine(second) > 0.95, () -> "cosine " + first.cosine(second));
        assertEquals(180, faces.get(0).turn() + faces.get(1).turn());
    }

    /** Two that are turned alike well: no reading is better, and both stay. */
    @Test
    void aPlayingCardHasTwoFaces() {
        Picture one = new TurnedPicture(Photographs.of("astronaut.png"), 90).picture();
        Picture other = new TurnedPicture(Photographs.of("astronaut.png"), 270).picture();
        Picture card = Picture.black(512, 1024);
        Photographs.paste(card, one, 0, 0);
        Photographs.paste(card, other, 0, 512);
        List<Integer> turns = detect(card).stream().map(Face::turn).sorted().toList();
        assertEquals(List.of(90, 270), turns);
    }

    @ParameterizedTest
    @CsvSource({
        "astronaut.png, 0, 0.95",
        "astronaut.png, 0.05, 0.95",
        "grace_hopper.jpg, 0, 0.9",
        "grace_hopper.jpg, 0.15, 0.95",
        "abraham_lincoln.jpg, 0, 0.9",
        "abraham_lincoln.jpg, 0.1, 0.95",
        "abraham_lincoln.jpg, 0.15, 0.95",
        "abraham_lincoln.jpg, 0.3, 0.95"
    })
    void facesThatFillThePictureAreFound(String name, double margin, double least) {
        Picture photo = Photographs.of(name);
        Face whole = largest(photo);
        Picture cut = cut(photo, whole.box(), margin);
        double cosine = identity(photo, whole).cosine(identity(cut, largest(cut)));
        assertTrue(cosine > least, "cosine " + cosine);
    }

    @ParameterizedTest
    @MethodSource("quarterTurns")
    void facesThatFillATurnedPictureAreFound(String name, int degrees) {
        Picture photo = Photographs.of(name);
        Face whole = largest(photo);
        Picture turned = new TurnedPicture(cut(photo, whole.box(), 0.15), degrees).picture();
        Face face = largest(turned);
        assertEquals(360 - degrees, face.turn());
        double cosine = identity(photo, whole).cosine(identity(turned, face));
        assertTrue(cosine > 0.95, "cosine " + cosine);
    }

    @Test
    void whatHasNoFaceInAnyTurnHasNone() {
        assertEquals(List.of(), detect(Photographs.withoutFaces(640, 480)));
    }

    @ParameterizedTest
    @ValueSource(ints = {20, 24, 32})
    void tinyPicturesAreLookedAtInAllWays(int side) {
        assertEquals(List.of(), detect(Picture.black(side, side)));
    }

    @Test
    void cancellingBetweenTurnsLeavesEverythingUsable() {
        Picture photo = new TurnedPicture(Photographs.of("astronaut.png"), 180).picture();
        Face face = largest(photo);
        Progress impatient = (task, fraction) -> {
            if (task.endsWith("turned by 90 degrees")) {
                throw new CancellationException();
            }
        };
        assertThrows(
                CancellationException.class, () -> analyzer.detect(photo, FaceAnalyzer.DEFAULT_CONFIDENCE, impatient));
        assertEquals(face, largest(photo));
    }

    private static Picture cut(Picture photo, Box box, double margin) {
        Region region = Region.around(
                box.x1() - margin * box.width(),
                box.y1() - margin * box.height(),
                box.x2() + margin * box.width(),
                box.y2() + margin * box.height(),
                photo);
        return Mats.resize(photo, region, region.width(), region.height());
    }

    private static Face largest(Picture picture) {
        return FaceChoice.LARGEST.choose(detect(picture), List.of()).get(0);
    }

    private static List<Face> detect(Picture picture) {
        return analyzer.detect(picture, FaceAnalyzer.DEFAULT_CONFIDENCE, Progress.NONE);
    }

    private static Identity identity(Picture picture, Face face) {
        return analyzer.identify(picture, face, Progress.NONE);
    }

    private static double distance(Point a, Point b) {
        return Math.hypot(a.x() - b.x(), a.y() - b.y());
    }
}
