package io.github.arc2faceij.face;

import io.github.arc2faceij.common.Landmarks;
import io.github.arc2faceij.common.Landmarks.Point;
import java.util.List;

/**
 * What InsightFace's landmark networks know of a face.
 *
 * @param points 68 points in the order of {@link Landmarks}, with depth
 * @param angles how the face is turned
 * @param contour 106 points of outline, brows, eyes, nose and lips in InsightFace's order; empty without
 *     {@code 2d106det.onnx}
 */
public record FaceShape(List<Point3> points, FaceAngles angles, List<Point> contour) {

    /**
     * A point with depth.
     *
     * @param x in pixels of the picture, to the right
     * @param y in pixels of the picture, down
     * @param z in the same unit, larger towards the viewer
     */
    public record Point3(double x, double y, double z) {}

    /**
     * @param points 68 points
     * @param angles how the face is turned
     * @param contour 106 points or none
     */
    public FaceShape {
        points = List.copyOf(points);
        contour = List.copyOf(contour);
    }

    /**
     * @param points 68 points
     * @return the same without depth
     */
    static Landmarks landmarks(List<Point3> points) {
        return new Landmarks(
                points.stream().map(point -> new Point(point.x(), point.y())).toList());
    }
}
