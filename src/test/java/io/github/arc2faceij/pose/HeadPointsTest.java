package io.github.arc2faceij.pose;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.arc2faceij.common.Landmarks.Point;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HeadPointsTest {

    /** InsightFace's 86 is the tip of the nose, 52 and 61 are the corners of the mouth, 0 is the chin. */
    @ParameterizedTest
    @CsvSource({"30, 86", "48, 52", "54, 61", "8, 0"})
    void knowsThePointsOfInsightFace(int ibug, int insightFace) {
        HeadPoints points = HeadPoints.insightFace106(numbered(106));

        assertEquals(insightFace, points.sights().get(ibug).point().x());
    }

    @Test
    void takesSixtyEightDifferentPointsOfInsightFace() {
        HeadPoints points = HeadPoints.insightFace106(numbered(106));

        assertEquals(
                68,
                points.sights().stream().map(HeadPoints.Sight::point).distinct().count());
    }

    @Test
    void anEyeOfFivePointsIsTheMeanOfItsContour() {
        HeadPoints points = HeadPoints.five(numbered(5));

        assertArrayEquals(
                new int[] {42, 43, 44, 45, 46, 47}, points.sights().get(1).landmarks());
        assertEquals(1, points.sights().get(1).point().x());
    }

    @Test
    void refusesAnotherNumberOfPoints() {
        assertThrows(IllegalArgumentException.class, () -> HeadPoints.five(numbered(6)));
        assertThrows(IllegalArgumentException.class, () -> HeadPoints.insightFace106(numbered(68)));
        assertThrows(IllegalArgumentException.class, () -> HeadPoints.some(Map.of(68, new Point(0, 0))));
    }

    private static List<Point> numbered(int count) {
        return IntStream.range(0, count).mapToObj(i -> new Point(i, 0)).toList();
    }
}
