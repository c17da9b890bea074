package io.github.arc2faceij.pose;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.arc2faceij.common.Picture;

/** What it means that two normal maps show the same head. */
final class NormalMaps {

    /** Of 255, inside the head. */
    private static final double MEAN_DIFFERENCE = 1.5;

    private static final int BACKGROUND = 127;

    private NormalMaps() {}

    /** Silhouettes may differ in pixels on the edge only, values inside both heads by little. */
    static void assertAlike(Picture expected, Picture actual) {
        assertEquals(expected.width(), actual.width());
        assertEquals(expected.height(), actual.height());
        long sum = 0;
        int inside = 0;
        for (int y = 0; y < expected.height(); y++) {
            for (int x = 0; x < expected.width(); x++) {
                if (isHead(expected, x, y) && isHead(actual, x, y)) {
                    inside++;
                    sum += difference(expected, actual, x, y);
                } else if (isHead(expected, x, y) != isHead(actual, x, y)) {
                    assertTrue(isEdge(expected, x, y), "the silhouettes differ at " + x + ", " + y);
                }
            }
        }
        double mean = sum / 3.0 / inside;
        assertTrue(inside > 0 && mean < MEAN_DIFFERENCE, "mean difference " + mean + " in " + inside + " pixels");
    }

    static boolean isHead(Picture map, int x, int y) {
        return map.get(x, y, 0) != BACKGROUND || map.get(x, y, 1) != BACKGROUND || map.get(x, y, 2) != BACKGROUND;
    }

    private static int difference(Picture a, Picture b, int x, int y) {
        int sum = 0;
        for (int channel = 0; channel < 3; channel++) {
            sum += Math.abs(a.get(x, y, channel) - b.get(x, y, channel));
        }
        return sum;
    }

    private static boolean isEdge(Picture map, int x, int y) {
        boolean head = isHead(map, x, y);
        for (int v = Math.max(0, y - 1); v <= Math.min(map.height() - 1, y + 1); v++) {
            for (int u = Math.max(0, x - 1); u <= Math.min(map.width() - 1, x + 1); u++) {
                if (isHead(map, u, v) != head) {
                    return true;
                }
            }
        }
        return false;
    }
}
