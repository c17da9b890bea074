package io.github.arc2faceij.pose;

import io.github.arc2faceij.common.Landmarks;
import io.github.arc2faceij.common.Landmarks.Point;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * What is known of the 68 iBUG points of one face: all of them, some of them, or the points of another scheme. Pixels, x
 * to the right, y down.
 */
public final class HeadPoints {

    /** iBUG's 68 among the 106 points of InsightFace's {@code 2d106det}. */
    private static final int[] OF_106 = {
        1, 10, 12, 14, 16, 3, 5, 7, 0, 23, 21, 19, 32, 30, 28, 26, 17, 43, 48, 49, 51, 50, 102, 103, 104, 105, 101, 72,
        73, 74, 86, 78, 79, 80, 85, 84, 35, 41, 42, 39, 37, 36, 89, 95, 96, 93, 91, 90, 52, 64, 63, 71, 67, 68, 61, 58,
        59, 53, 56, 55, 65, 66, 62, 70, 69, 57, 60, 54
    };

    /** What the five points of face detectors mean: eyes, tip of the nose, corners of the mouth. */
    private static final List<int[]> OF_FIVE = List.of(
            IntStream.range(36, 42).toArray(),
            IntStream.range(42, 48).toArray(),
            new int[] {30},
            new int[] {48},
            new int[] {54});

    /**
     * One thing seen in the picture.
     *
     * @param landmarks of these iBUG points ...
     * @param point ... the mean lies here
     */
    record Sight(int[] landmarks, Point point) {}

    private final List<Sight> sights;

    private HeadPoints(List<Sight> sights) {
        this.sights = List.copyOf(sights);
    }

    /**
     * @param landmarks all 68 points
     * @return these points
     */
    public static HeadPoints of(Landmarks landmarks) {
        return new HeadPoints(IntStream.range(0, Landmarks.COUNT)
                .mapToObj(i -> new Sight(new int[] {i}, landmarks.points().get(i)))
                .toList());
    }

    /**
     * @param points any of the 68 points by their iBUG index, 0..67
     * @return these points
     * @throws IllegalArgumentException when an index is not 0..67
     */
    public static HeadPoints some(Map<Integer, Point> points) {
        List<Sight> sights = new ArrayList<>();
        points.forEach((index, point) -> {
            if (index < 0 || index >= Landmarks.COUNT) {
                throw new IllegalArgumentException("there is no landmark " + index);
            }
            sights.add(new Sight(new int[] {index}, point));
        });
        return new HeadPoints(sights);
    }

    /**
     * @param points left eye, right eye (as the picture shows them), tip of the nose, left and right corner of the mouth
     * @return these points
     * @throws IllegalArgumentException when there are not 5
     */
    public static HeadPoints five(List<Point> points) {
        requireCount(OF_FIVE.size(), points);
        return new HeadPoints(IntStream.range(0, OF_FIVE.size())
                .mapToObj(i -> new Sight(OF_FIVE.get(i), points.get(i)))
                .toList());
    }

    /**
     * @param points the 106 points of InsightFace's {@code 2d106det}, in its order
     * @return those 68 of them that iBUG has too
     * @throws IllegalArgumentException when there are not 106
     */
    public static HeadPoints insightFace106(List<Point> points) {
        requireCount(106, points);
        return of(new Landmarks(IntStream.of(OF_106).mapToObj(points::get).toList()));
    }

    List<Sight> sights() {
        return sights;
    }

    private static void requireCount(int count, List<Point> points) {
        if (points.size() != count) {
            throw new IllegalArgumentException("not " + count + " points but " + points.size());
        }
    }
}
