package io.github.arc2faceij.common;

import java.util.List;

/**
 * The 68 iBUG points of one face, in the sense of the picture: 0..16 jaw from the left end of the picture to the right,
 * 17..21 left and 22..26 right brow, 27..35 nose, 36..41 left and 42..47 right eye, 48..59 outer and 60..67 inner lip.
 * Pixels; x to the right, y down, pixel (0,0) has its centre at (0,0).
 *
 * @param points 68 points
 */
public record Landmarks(List<Point> points) {

    /** How many points there are. */
    public static final int COUNT = 68;

    /**
     * A point in a picture.
     *
     * @param x in pixels, to the right
     * @param y in pixels, down
     */
    public record Point(double x, double y) {}

    /**
     * @param points 68 points
     * @throws IllegalArgumentException when there are not 68 points
     */
    public Landmarks {
        if (points.size() != COUNT) {
            throw new IllegalArgumentException("a face has " + COUNT + " landmarks, not " + points.size());
        }
        points = List.copyOf(points);
    }

    /**
     * @param indices which points
     * @return the mean of these points
     */
    public Point mean(int... indices) {
        double x = 0;
        double y = 0;
        for (int index : indices) {
            x += points.get(index).x();
            y += points.get(index).y();
        }
        return new Point(x / indices.length, y / indices.length);
    }
}
