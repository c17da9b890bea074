package io.github.arc2faceij.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.IJ;
import ij.ImagePlus;
import ij.gui.Overlay;
import ij.gui.PointRoi;
import ij.gui.Roi;
import ij.io.FileSaver;
import ij.io.Opener;
import io.github.arc2faceij.common.Arc2FaceException;
import io.github.arc2faceij.common.Landmarks;
import io.github.arc2faceij.common.Landmarks.Point;
import io.github.arc2faceij.face.Box;
import io.github.arc2faceij.face.Face;
import java.awt.Rectangle;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FaceOverlayTest {

    private final ImagePlus image = IJ.createImage("photo", "RGB", 200, 150, 1);

    @TempDir
    Path folder;

    @Test
    void eachFaceHasABoxAndFiveGroups() {
        FaceOverlay.draw(image, List.of(face(0), face(50)), true);
        assertEquals(
                List.of("face 1 box", "face 1 jaw", "face 1 brows", "face 1 nose", "face 1 eyes", "face 1 lips"),
                names().subList(0, 6));
        assertEquals(12, names().size());
        assertEquals(new Rectangle(10, 20, 30, 40), element("face 1 box").getBounds());
    }

    @Test
    void landmarksAreReadBackAsTheyWere() {
        FaceOverlay.draw(image, List.of(face(0), face(50)), true);
        assertLandmarks(face(0), LandmarkReader.read(image).get(1), 68);
        assertLandmarks(face(50), LandmarkReader.read(image).get(2), 68);
    }

    @Test
    void aTiffKeepsWhatTheUserLeft() {
        FaceOverlay.draw(image, List.of(face(0)), true);
        image.getOverlay().remove("face 1 jaw");
        String path = folder.resolve("photo.tif").toString();
        assertTrue(new FileSaver(image).saveAsTiff(path));
        SortedMap<Integer, Point> read =
                LandmarkReader.read(new Opener().openImage(path)).get(1);
        assertLandmarks(face(0), read, 68 - 17);
        assertEquals(17, read.firstKey());
    }

    @Test
    void aStacksTiffKeepsThemOnTheirSlice() {
        ImagePlus stack = IJ.createImage("stack", "8-bit", 200, 150, 3);
        stack.setSlice(2);
        FaceOverlay.draw(stack, List.of(face(0)), true);
        String path = folder.resolve("stack.tif").toString();
        assertTrue(new FileSaver(stack).saveAsTiffStack(path));
        ImagePlus opened = new Opener().openImage(path);
        assertTrue(LandmarkReader.read(opened).isEmpty());
        opened.setSlice(2);
        assertLandmarks(face(0), LandmarkReader.read(opened).get(1), 68);
    }

    @Test
    void draggedPointsAreReadWhereTheyAre() {
        FaceOverlay.draw(image, List.of(face(0)), true);
        Roi lips = element("face 1 lips");
        lips.setLocation(lips.getXBase() + 7, lips.getYBase());
        SortedMap<Integer, Point> read = LandmarkReader.read(image).get(1);
        Point before = face(0).landmarks().points().get(50);
        assertEquals(before.x() + 7, read.get(50).x(), 1e-4);
        assertEquals(before.y(), read.get(50).y(), 1e-4);
    }

    @Test
    void theUsersElementsStayAndOursAreReplaced() {
        Roi users = new Roi(1, 2, 3, 4);
        users.setName("faces of mine");
        Roi unnamed = new Roi(1, 1, 1, 1);
        Overlay overlay = new Overlay(users);
        overlay.add(unnamed);
        image.setOverlay(overlay);
        FaceOverlay.draw(image, List.of(face(0), face(50)), true);
        FaceOverlay.draw(image, List.of(face(20)), false);
        assertEquals(3, image.getOverlay().size());
        assertSame(users, image.getOverlay().get(0));
        assertSame(unnamed, image.getOverlay().get(1));
        assertEquals("face 1 box", image.getOverlay().get(2).getName());
        FaceOverlay.draw(image, List.of(), true);
        assertEquals(2, image.getOverlay().size());
    }

    @Test
    void everySliceOfAStackHasItsOwnFaces() {
        ImagePlus stack = IJ.createImage("stack", "8-bit", 200, 150, 3);
        stack.setSlice(2);
        FaceOverlay.draw(stack, List.of(face(0)), true);
        stack.setSlice(3);
        assertTrue(LandmarkReader.read(stack).isEmpty());
        FaceOverlay.draw(stack, List.of(face(50)), true);
        assertEquals(12, stack.getOverlay().size());
        assertLandmarks(face(50), LandmarkReader.read(stack).get(1), 68);
        stack.setSlice(2);
        assertLandmarks(face(0), LandmarkReader.read(stack).get(1), 68);
    }

    @Test
    void hyperstacksHaveThemAtTheirPosition() {
        ImagePlus stack = IJ.createHyperStack("stack", 200, 150, 2, 2, 2, 8);
        stack.setPosition(2, 1, 2);
        FaceOverlay.draw(stack, List.of(face(0)), true);
        assertLandmarks(face(0), LandmarkReader.read(stack).get(1), 68);
        stack.setPosition(2, 2, 2);
        assertTrue(LandmarkReader.read(stack).isEmpty());
        FaceOverlay.draw(stack, List.of(face(50)), true);
        assertEquals(12, stack.getOverlay().size());
    }

    @Test
    void pointsOfAMacroAreUnderstood() {
        List<Point> points = face(0).landmarks().points();
        add("face 3 brows", points.subList(17, 27));
        add("face 3 jaw 5", points.subList(5, 8));
        add("face 3 lips 60", points.subList(60, 68));
        add("my points", points);
        Map<Integer, SortedMap<Integer, Point>> read = LandmarkReader.read(image);
        assertEquals(1, read.size());
        assertLandmarks(face(0), read.get(3), 10 + 3 + 8);
        assertTrue(read.get(3).containsKey(7) && read.get(3).containsKey(67));
    }

    @Test
    void groupsThatCannotBeToldApartGiveASentence() {
        List<Point> points = face(0).landmarks().points();
        for (String name : new String[] {"face 1 jaw", "face 1 jaw 12", "face 1 nose 5"}) {
            image.setOverlay(new Overlay());
            add(name, points.subList(0, 8));
            Exception e = assertThrows(Arc2FaceException.class, () -> LandmarkReader.read(image));
            assertTrue(e.getMessage().contains("\"" + name + "\" has 8 points"), e.getMessage());
            assertTrue(e.getMessage().contains("A whole " + name.split(" ")[2]), e.getMessage());
        }
    }

    @Test
    void anImageWithoutOverlayHasNoLandmarks() {
        assertTrue(LandmarkReader.read(image).isEmpty());
    }

    private void add(String name, List<Point> points) {
        PointRoi roi = new PointRoi();
        points.forEach(point -> roi.addPoint(point.x(), point.y()));
        roi.setName(name);
        Overlay overlay = image.getOverlay() == null ? new Overlay() : image.getOverlay();
        overlay.add(roi);
        image.setOverlay(overlay);
    }

    private Roi element(String name) {
        return image.getOverlay().get(name);
    }

    private List<String> names() {
        return Arrays.stream(image.getOverlay().toArray()).map(Roi::getName).toList();
    }

    private static void assertLandmarks(Face face, SortedMap<Integer, Point> read, int count) {
        assertEquals(count, read.size());
        read.forEach((landmark, point) -> {
            Point expected = face.landmarks().points().get(landmark);
            assertEquals(expected.x(), point.x(), 1e-4);
            assertEquals(expected.y(), point.y(), 1e-4);
        });
    }

    private static Face face(int shift) {
        return new Face(
                new Box(9.5 + shift, 19.5, 39.5 + shift, 59.5),
                0.9,
                new Landmarks(IntStream.range(0, 68)
                        .mapToObj(i -> new Point(10.37 + shift + i, 30.71 + 0.01 * i * i))
                        .toList()));
    }
}
