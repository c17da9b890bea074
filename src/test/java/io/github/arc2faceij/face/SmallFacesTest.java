package io.github.arc2faceij.face;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.arc2faceij.common.Arc2FaceException;
import io.github.arc2faceij.common.Photographs;
import io.github.arc2faceij.common.Picture;
import io.github.arc2faceij.common.Progress;
import io.github.arc2faceij.device.Device;
import io.github.arc2faceij.models.Bundled;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Faces on large photos that are too small for a look at the whole photo, by the bundled networks. */
class SmallFacesTest {

    /** Widths of the faces' boxes in pixels. */
    private static final int[] SIZES = {40, 44, 50, 60, 80, 110, 160, 240};

    private static FaceAnalyzer analyzer;

    /** A photo of a person, whose face is so wide. */
    private record Person(Picture photo, Box box, Identity identity) {

        static Person of(String name) {
            Picture photo = Photographs.of(name);
            Face face = detect(photo, FaceSearch.NEVER).get(0);
            return new Person(photo, face.box(), analyzer.identify(photo, face, Progress.NONE));
        }

        /** Puts the photo into a larger one. */
        Box into(Picture large, int x, int y, double width) {
            double scale = width / box.width();
            Photographs.paste(large, Photographs.shrunk(photo, scale), x, y);
            return new Box(box.x1() * scale + x, box.y1() * scale + y, box.x2() * scale + x, box.y2() * scale + y);
        }
    }

    @BeforeAll
    static void open() {
        analyzer = new FaceAnalyzer(Bundled.folder("arc2face-mini"), Device.CPU);
    }

    @AfterAll
    static void close() {
        analyzer.close();
    }

    @Test
    void everyFaceOf40PixelsOn24MegapixelsIsFound() {
        List<Person> people =
                List.of(Person.of("astronaut.png"), Person.of("grace_hopper.jpg"), Person.of("abraham_lincoln.jpg"));
        Picture large = Photographs.withoutFaces(6000, 4000);
        List<Box> places = new ArrayList<>();
        for (int i = 0; i < 24; i++) {
            // Steps that are no multiple of a tile's, so that faces lie across tiles' edges.
            int x = 17 + i % 6 * 983;
            int y = 31 + i / 6 * 967;
            int size = Math.min(
                    SIZES[i % SIZES.length], (int) people.get(i % 3).box().width());
            places.add(people.get(i % 3).into(large, x, y, size));
        }
        List<Face> faces = detect(large, FaceSearch.ALWAYS);
        assertEquals(places.size(), faces.size(), "each face once, and nothing else");
        for (int i = 0; i < places.size(); i++) {
            Box place = places.get(i);
            Face face = faces.stream()
                    .filter(found -> found.box().iou(place) > 0.5)
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("no face at " + place));
            double cosine = people.get(i % 3).identity().cosine(analyzer.identify(large, face, Progress.NONE));
            assertTrue(cosine > 0.85, "cosine " + cosine + " at " + place);
        }
    }

    @Test
    void aSmallFaceIsLookedForWhereThereIsNoOther() {
        Person person = Person.of("grace_hopper.jpg");
        Picture large = Photographs.withoutFaces(8000, 6000);
        Box place = person.into(large, 4321, 2345, 160);
        List<Face> faces = detect(large, FaceSearch.WHERE_NONE);
        assertEquals(1, faces.size());
        assertTrue(faces.get(0).box().iou(place) > 0.7, () -> faces.get(0).box() + " on " + place);
        Identity found = analyzer.identify(large, faces.get(0), Progress.NONE);
        assertTrue(person.identity().cosine(found) > 0.95);
    }

    @Test
    void besideAnotherFaceItIsLookedForIfAsked() {
        Picture large = Photographs.withoutFaces(4000, 2666);
        Person.of("grace_hopper.jpg").into(large, 1500, 500, 180);
        Box small = Person.of("astronaut.png").into(large, 300, 300, 40);
        assertEquals(1, detect(large, FaceSearch.WHERE_NONE).size());
        assertEquals(detect(large, FaceSearch.NEVER), detect(large, FaceSearch.WHERE_NONE));
        List<Face> both = detect(large, FaceSearch.ALWAYS);
        assertEquals(2, both.size());
        assertTrue(both.stream().anyMatch(face -> face.box().iou(small) > 0.5));
        assertTrue(both.containsAll(detect(large, FaceSearch.NEVER)), "the other one is read as before");
    }

    @Test
    void cancellingBetweenTilesLeavesEverythingUsable() {
        Picture large = Photographs.withoutFaces(1600, 1200);
        List<String> tasks = new ArrayList<>();
        Progress impatient = (task, fraction) -> {
            tasks.add(task);
            if (task.startsWith("Looking for small faces 4/")) {
                throw new CancellationException();
            }
        };
        assertThrows(
                CancellationException.class,
                () -> analyzer.detect(large, FaceAnalyzer.DEFAULT_CONFIDENCE, FaceSearch.ALWAYS, impatient));
        assertTrue(tasks.get(tasks.size() - 1).matches("Looking for small faces 4/\\d+"), tasks::toString);
        assertEquals(List.of(), detect(large, FaceSearch.ALWAYS));
    }

    @Test
    void theSearchIsChosenByItsName() {
        assertEquals(FaceSearch.ALWAYS, FaceSearch.of("always"));
        Arc2FaceException e = assertThrows(Arc2FaceException.class, () -> FaceSearch.of("sometimes"));
        assertTrue(e.getMessage().contains("Where there is no other, Always, Never"), e.getMessage());
    }

    private static List<Face> detect(Picture picture, FaceSearch search) {
        return analyzer.detect(picture, FaceAnalyzer.DEFAULT_CONFIDENCE, search, Progress.NONE);
    }
}
