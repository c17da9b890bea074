package io.github.arc2faceij.prepare;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.arc2faceij.common.Arc2FaceException;
import io.github.arc2faceij.common.Landmarks;
import io.github.arc2faceij.common.Landmarks.Point;
import io.github.arc2faceij.common.Picture;
import io.github.arc2faceij.common.Progress;
import java.awt.geom.AffineTransform;
import java.util.Collections;
import org.junit.jupiter.api.Test;

class EyeFrameTest {

    private static final int[] LEFT = {36, 37, 38, 39, 40, 41};
    private static final int[] RIGHT = {42, 43, 44, 45, 46, 47};

    @Test
    void eyesComeToTheirPlacesFromAnyTurnAndSize() {
        EyeFrame frame = new EyeFrame(120, 130, 50, new Point(61, 47));
        for (int degrees = 0; degrees < 360; degrees += 45) {
            AffineTransform any = AffineTransform.getTranslateInstance(300, -20);
            any.rotate(Math.toRadians(degrees));
            any.scale(1.7, 1.7);
            Landmarks moved = frame.moved(Faces.moved(Faces.face(), any));
            assertPoint(new Point(36, 47), moved.mean(LEFT));
            assertPoint(new Point(86, 47), moved.mean(RIGHT));
            assertPoint(
                    frame.moved(Faces.face()).points().get(8), moved.points().get(8));
        }
    }

    private static void assertPoint(Point expected, Point found) {
        assertEquals(expected.x(), found.x(), 1e-9);
        assertEquals(expected.y(), found.y(), 1e-9);
    }

    @Test
    void aFaceInPlaceStaysAndAShiftByWholePixelsIsExact() {
        Picture grid = Faces.grid(120, 130);
        EyeFrame same = new EyeFrame(120, 130, 40, new Point(60, 50));
        Placed there = same.place("grid", grid, Faces.face(), 9, Progress.NONE);
        assertArrayEquals(grid.rgb(), there.picture().rgb());
        assertEquals(0, there.outside());
        EyeFrame shifted = new EyeFrame(100, 90, 40, new Point(65, 40));
        Placed moved = shifted.place("grid", grid, Faces.face(), 9, Progress.NONE);
        assertEquals(5.0 / 100, moved.outside(), 1e-12);
        for (int y = 0; y < 90; y++) {
            for (int x = 0; x < 100; x++) {
                assertEquals(x < 5 ? 9 : x - 5, moved.picture().get(x, y, 0));
                assertEquals(x < 5 ? 9 : y + 10, moved.picture().get(x, y, 1));
            }
        }
    }

    @Test
    void aLargePhotoIsReducedWithoutSkippingLines() {
        Picture lines = Picture.black(400, 400);
        for (int i = 0; i < lines.rgb().length; i++) {
            lines.rgb()[i] = (byte) (i / 3 % 2 == 0 ? 255 : 0); // every second column is white
        }
        EyeFrame tenth = new EyeFrame(30, 30, 4, new Point(15, 15));
        Landmarks centred = Faces.moved(Faces.face(), AffineTransform.getTranslateInstance(140, 150));
        Picture small = tenth.place("lines", lines, centred, 0, Progress.NONE).picture();
        for (int y = 2; y < 28; y++) {
            for (int x = 2; x < 28; x++) {
                assertEquals(128, small.get(x, y, 0), 2);
            }
        }
    }

    @Test
    void whatCannotBeIsTold() {
        EyeFrame frame = new EyeFrame(100, 100, 30, new Point(50, 40));
        Landmarks none = new Landmarks(Collections.nCopies(Landmarks.COUNT, new Point(5, 5)));
        Picture picture = Picture.black(10, 10);
        String eyes = assertThrows(Arc2FaceException.class, () -> frame.place("x", picture, none, 0, Progress.NONE))
                .getMessage();
        assertTrue(eyes.contains("0.0 pixels apart"), eyes);
        assertThrows(Arc2FaceException.class, () -> new EyeFrame(5000, 100, 30, new Point(50, 40)));
        assertThrows(Arc2FaceException.class, () -> new EyeFrame(100, 100, Double.NaN, new Point(50, 40)));
        assertThrows(Arc2FaceException.class, () -> new EyeFrame(100, 100, 30, new Point(150, 40)));
    }
}
