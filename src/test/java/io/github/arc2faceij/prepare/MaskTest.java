package io.github.arc2faceij.prepare;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.arc2faceij.common.Landmarks.Point;
import io.github.arc2faceij.common.Picture;
import io.github.arc2faceij.common.Progress;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class MaskTest {

    @Test
    void anOvalIsAnEllipseWithASoftEdgeInside() {
        Mask sharp = Mask.oval(101, 81, 80, 60, 0, Progress.NONE);
        Mask soft = Mask.oval(101, 81, 80, 60, 10, Progress.NONE);
        for (int y = 0; y < 81; y++) {
            for (int x = 0; x < 101; x++) {
                double radius = Math.hypot((x - 50) / 40.0, (y - 40) / 30.0);
                if (Math.abs(radius - 1) > 1e-3) {
                    assertEquals(radius < 1 ? 1 : 0, sharp.alpha()[y * 101 + x], x + "," + y);
                }
                assertTrue(soft.alpha()[y * 101 + x] <= sharp.alpha()[y * 101 + x]);
            }
        }
        // On the axes the distance to the edge is known.
        assertEquals(0.5, soft.alpha()[40 * 101 + 50 + 35], 1e-3);
        assertEquals(0.3, soft.alpha()[(40 - 27) * 101 + 50], 1e-3);
        assertEquals(1, soft.alpha()[40 * 101 + 50 - 29]);
    }

    @Test
    void theHullHoldsAllLandmarks() {
        Mask hull = Mask.hull(120, 130, Faces.face(), 0, Progress.NONE);
        for (Point point : Faces.face().points()) {
            int x = (int) Math.round(60 + 0.95 * (point.x() - 60));
            int y = (int) Math.round(65 + 0.95 * (point.y() - 65));
            assertEquals(1, hull.alpha()[y * 120 + x], point.toString());
        }
        assertEquals(0, hull.alpha()[0]);
        assertEquals(0, hull.alpha()[129 * 120 + 119]);
    }

    @Test
    void theBackgroundShowsThroughTheFeather() {
        Picture white = Picture.black(3, 1);
        Arrays.fill(white.rgb(), (byte) 200);
        Mask mask = new Mask(3, 1, new float[] {0, 0.5f, 1});
        Picture shown = mask.over(white, 100);
        assertArrayEquals(
                new int[] {100, 150, 200}, new int[] {shown.get(0, 0, 0), shown.get(1, 0, 1), shown.get(2, 0, 2)});
        assertArrayEquals(new boolean[] {false, false, true}, mask.inside());
    }
}
