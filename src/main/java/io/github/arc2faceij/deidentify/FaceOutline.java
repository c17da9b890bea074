package io.github.arc2faceij.deidentify;

import io.github.arc2faceij.common.Landmarks;
import io.github.arc2faceij.common.Landmarks.Point;
import io.github.arc2faceij.common.Picture;
import java.awt.geom.Area;
import java.awt.geom.Path2D;
import java.util.ArrayList;
import java.util.List;

/**
 * The part of a photo that is replaced: from the chin along the jaw and up to the middle of the forehead.
 *
 * @param points the jaw's 17, then ten on the forehead from the right of the picture to the left; in pixels, not
 *     outside the photo
 */
public record FaceOutline(List<Point> points) {

    private static final int JAW_END = 17;
    private static final int BROWS_END = 27;

    /** From the brows, as a share of the distance from the mouth to the eyes. Hair often begins above it. */
    private static final double FOREHEAD = 0.5;

    /**
     * @param landmarks in pixels of the photo
     * @param photo within whose edges the forehead ends
     * @return that face's outline
     */
    static FaceOutline of(Landmarks landmarks, Picture photo) {
        Point eyes = landmarks.mean(36, 37, 38, 39, 40, 41, 42, 43, 44, 45, 46, 47);
        Point mouth = landmarks.mean(48, 54);
        List<Point> points = new ArrayList<>(landmarks.points().subList(0, JAW_END));
        for (int i = BROWS_END - 1; i >= JAW_END; i--) {
            Point brow = landmarks.points().get(i);
            points.add(new Point(
                    within(brow.x() + FOREHEAD * (eyes.x() - mouth.x()), photo.width()),
                    within(brow.y() + FOREHEAD * (eyes.y() - mouth.y()), photo.height())));
        }
        return new FaceOutline(List.copyOf(points));
    }

    /** @return whether a place belongs to both */
    boolean overlaps(FaceOutline other) {
        Area both = new Area(path());
        both.intersect(new Area(other.path()));
        return !both.isEmpty();
    }

    private Path2D path() {
        Path2D path = new Path2D.Double();
        path.moveTo(points.get(0).x(), points.get(0).y());
        points.stream().skip(1).forEach(point -> path.lineTo(point.x(), point.y()));
        path.closePath();
        return path;
    }

    private static double within(double value, int length) {
        return Math.max(0, Math.min(length - 1.0, value));
    }
}
