package io.github.arc2faceij.face;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class BoxTest {

    private static final Box BOX = new Box(10, 20, 14, 30);

    @Test
    void areaIsWidthTimesHeight() {
        assertEquals(4, BOX.width());
        assertEquals(10, BOX.height());
        assertEquals(40, BOX.area());
    }

    @Test
    void intersectionCoversWhatBothCover() {
        assertEquals(2 * 5, BOX.intersectionArea(new Box(12, 25, 100, 100)));
        assertEquals(0, BOX.intersectionArea(new Box(15, 31, 100, 100)));
        assertEquals(10.0 / (40 + 20 - 10), BOX.iou(new Box(12, 25, 16, 30)));
        assertEquals(1, BOX.iou(BOX));
    }

    @Test
    void emptyBoxesHaveNothingInCommon() {
        Box point = new Box(12, 25, 12, 25);
        assertEquals(0, point.iou(point));
        assertEquals(0, BOX.iou(point));
    }

    @Test
    void boxesTurnedInsideOutAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> new Box(1, 0, 0, 1));
        assertThrows(IllegalArgumentException.class, () -> new Box(0, 1, 1, 0));
        assertThrows(IllegalArgumentException.class, () -> new Box(0, 0, Double.NaN, 1));
        assertThrows(IllegalArgumentException.class, () -> new Box(0, 0, 1, Double.POSITIVE_INFINITY));
    }
}
