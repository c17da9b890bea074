package io.github.arc2faceij.opencv;

import io.github.arc2faceij.common.Landmarks.Point;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.opencv.opencv_core.Point2f;
import org.bytedeco.opencv.opencv_core.Rect;
import org.bytedeco.opencv.opencv_imgproc.Subdiv2D;
import org.bytedeco.opencv.opencv_imgproc.Vec6fVector;

/** The Delaunay triangulation of points, {@code cv::Subdiv2D}, which takes their places in float32. */
public final class Delaunay {

    /** How much farther than the points the rectangle reaches that is triangulated. */
    private static final int FAR = 1000;

    private Delaunay() {}

    /**
     * @param points at least three that are not on a line, within a million; of those at the same place one is used
     * @return the corners of each triangle, as indices of the points
     * @throws io.github.arc2faceij.common.Arc2FaceException when OpenCV cannot start on this computer
     */
    public static List<int[]> triangles(List<Point> points) {
        return Mats.attempt("triangulate " + points.size() + " points", () -> {
            try (Rect around = around(points);
                    Subdiv2D subdivision = new Subdiv2D(around);
                    Vec6fVector found = new Vec6fVector()) {
                Map<List<Float>, Integer> numbers = numbers(points);
                for (List<Float> place : numbers.keySet()) {
                    try (Point2f point = new Point2f(place.get(0), place.get(1))) {
                        subdivision.insert(point);
                    }
                }
                subdivision.getTriangleList(found);
                return indices(found, numbers);
            }
        });
    }

    private static Map<List<Float>, Integer> numbers(List<Point> points) {
        Map<List<Float>, Integer> numbers = new LinkedHashMap<>();
        for (int i = 0; i < points.size(); i++) {
            numbers.putIfAbsent(
                    List.of((float) points.get(i).x(), (float) points.get(i).y()), i);
        }
        return numbers;
    }

    private static List<int[]> indices(Vec6fVector found, Map<List<Float>, Integer> numbers) {
        List<int[]> triangles = new ArrayList<>();
        for (long i = 0; i < found.size(); i++) {
            int[] corners = new int[3];
            for (int corner = 0; corner < 3; corner++) {
                corners[corner] = numbers.get(
                        List.of(found.get(i).get(2 * corner), found.get(i).get(2 * corner + 1)));
            }
            triangles.add(corners);
        }
        return triangles;
    }

    /**
     * Subdiv2D starts from a triangle around this rectangle and leaves out what lies between that and the points, so a near
     * one would cut flat triangles off the hull.
     */
    private static Rect around(List<Point> points) {
        int reach = (int) Math.ceil(points.stream()
                        .mapToDouble(point -> Math.max(Math.abs(point.x()), Math.abs(point.y())))
                        .max()
                        .orElseThrow())
                + 1;
        return new Rect(-FAR * reach, -FAR * reach, 2 * FAR * reach, 2 * FAR * reach);
    }
}
