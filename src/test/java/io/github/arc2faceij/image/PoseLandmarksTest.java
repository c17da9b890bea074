package io.github.arc2faceij.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.IJ;
import ij.ImagePlus;
import ij.gui.Overlay;
import ij.gui.PointRoi;
import ij.gui.Roi;
import io.github.arc2faceij.common.Arc2FaceException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PoseLandmarksTest {

    private final ImagePlus image = IJ.createImage("photo", "RGB white", 200, 100, 1);

    @ParameterizedTest
    @ValueSource(ints = {5, 68, 106})
    void aMultiPointSelectionOfAKnownSchemeIsTaken(int count) {
        image.setRoi(points(count, 10));
        assertEquals(count + " points of photo", read().source());
        image.deleteRoi();
        image.setOverlay(new Overlay(points(count, 10)));
        assertEquals(count + " points of photo", read().source());
    }

    @Test
    void aSelectionComesBeforeTheOverlay() {
        image.setOverlay(new Overlay(named(points(17, 0), "face 1 jaw")));
        image.setRoi(points(5, 10));
        assertEquals("5 points of photo", read().source());
        image.setRoi(named(points(5, 10), "face 1 eyes 36"));
        assertEquals("landmarks of photo, face 1", read().source());
    }

    @Test
    void ofSeveralFacesTheFirstOrTheSelectedOneIsTaken() {
        image.setOverlay(new Overlay());
        image.getOverlay().add(named(points(9, 100), "face 2 nose"));
        image.getOverlay().add(named(points(9, 10), "face 1 nose"));
        assertEquals("landmarks of photo, face 1", read().source());
        image.setRoi(new Roi(95, 0, 50, 100));
        assertEquals("landmarks of photo, face 2", read().source());
        image.setRoi(new Roi(180, 90, 5, 5));
        assertEquals("landmarks of photo, face 1", read().source());
    }

    @Test
    void pointsOfAnotherSliceOrAnotherNumberAreNoLandmarks() {
        image.setRoi(points(6, 10));
        String sentence = assertThrows(Arc2FaceException.class, this::read).getMessage();
        assertTrue(sentence.startsWith("There are no landmarks on \"photo\"."), sentence);
        image.deleteRoi();
        image.getStack().addSlice(image.getProcessor().duplicate());
        image.setStack(image.getStack());
        PointRoi elsewhere = points(5, 10);
        elsewhere.setPosition(2);
        image.setOverlay(new Overlay(elsewhere));
        assertThrows(Arc2FaceException.class, this::read);
        image.setSlice(2);
        assertEquals("5 points of photo", read().source());
    }

    private PoseLandmarks read() {
        return PoseLandmarks.of(Photo.of(image));
    }

    private static PointRoi points(int count, int x) {
        float[] xs = new float[count];
        float[] ys = new float[count];
        for (int i = 0; i < count; i++) {
            xs[i] = x + i % 10;
            ys[i] = 10 + i / 10;
        }
        return new PointRoi(xs, ys, count);
    }

    private static PointRoi named(PointRoi roi, String name) {
        roi.setName(name);
        return roi;
    }
}
