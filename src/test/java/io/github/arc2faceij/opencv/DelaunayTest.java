package io.github.arc2faceij.opencv;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.arc2faceij.common.Landmarks.Point;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DelaunayTest {

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5})
    void circlesAroundTrianglesAreEmptyAndTheHullIsFilled(int seed) {
        Random random = new Random(seed);
        List<Point> points = new ArrayList<>();
        for (int i = 0; i < 20 * seed; i++) {
            points.add(new Point(random.nextFloat() * 160 - 80, random.nextFloat() * 160 - 80));
        }
        List<int[]> triangles = Delaunay.triangles(points);
        double area = 0;
        for (int[] corners : triangles) {
            Point a = points.get(corners[0]);
            Point b = points.get(corners[1]);
            Point c = points.get(corners[2]);
            double twice = (b.x() - a.x()) * (c.y() - a.y()) - (c.x() - a.x()) * (b.y() - a.y());
            area += Math.abs(twice) / 2;
            for (Point point : points) {
                assertTrue(inCircle(a, b, c, point) * Math.signum(twice) < 10, "a point in the circle"); // of some 1e7
            }
        }
        List<Point> hull = ConvexHull.of(points);
        assertEquals(2 * points.size() - 2 - hull.size(), triangles.size());
        assertEquals(area(hull), area, 1e-3);
    }

    private static double area(List<Point> corners) {
        double twice = 0;
        for (int i = 0; i < corners.size(); i++) {
            Point a = corners.get(i);
            Point b = corners.get((i + 1) % corners.size());
            twice += a.x() * b.y() - b.x() * a.y();
        }
        return twice / 2; // more than 0, for they go clockwise as seen in a picture
    }

    /** More than 0 where d lies in the circle through a, b, c, which go around in the positive sense. */
    private static double inCircle(Point a, Point b, Point c, Point d) {
        double[][] m = {row(a, d), row(b, d), row(c, d)};
        return m[0][0] * (m[1][1] * m[2][2] - m[1][2] * m[2][1])
                - m[0][1] * (m[1][0] * m[2][2] - m[1][2] * m[2][0])
                + m[0][2] * (m[1][0] * m[2][1] - m[1][1] * m[2][0]);
    }

    private static double[] row(Point a, Point d) {
        double x = a.x() - d.x();
        double y = a.y() - d.y();
        return new double[] {x, y, x * x + y * y};
    }

    /** Of these, a rectangle close around them loses the flat triangle. */
    @Test
    void flatTrianglesAtTheHullAreThere() {
        List<Point> points =
                List.of(new Point(623, 1000), new Point(620, 1000), new Point(496, 770), new Point(473, 671));
        assertEquals(2, Delaunay.triangles(points).size());
    }

    @Test
    void pointsAtTheSamePlaceCountOnce() {
        List<Point> points = List.of(new Point(0, 0), new Point(4, 0), new Point(0, 4), new Point(4, 0));
        List<int[]> triangles = Delaunay.triangles(points);
        assertEquals(1, triangles.size());
        assertEquals(3, Arrays.stream(triangles.get(0)).sum());
    }
}
