package io.github.arc2faceij.face;

import io.github.arc2faceij.common.Landmarks.Point;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What SCRFD (arXiv 2105.04714) answers for one size of faces: a grid of cells with two anchors each, the anchors of a cell
 * one after the other. Distances are in units of the stride, from the cell's upper left corner.
 *
 * @param stride side of a cell in pixels of the canvas
 * @param columns cells in a row
 * @param scores [anchors]
 * @param sides [anchors, 4]: to the left, upper, right and lower edge of the box
 * @param points [anchors, 10]: to x and y of five points; empty when the network knows none
 */
record ScrfdLevel(int stride, int columns, float[] scores, float[] sides, Optional<float[]> points) {

    /** Anchors of a cell. */
    static final int ANCHORS = 2;

    private static final int POINTS = 5;

    /** @return what has at least this score, in pixels of the picture that the canvas shows */
    List<Detection> decode(Letterbox canvas, double confidence) {
        List<Detection> found = new ArrayList<>();
        for (int i = 0; i < scores.length; i++) {
            if (scores[i] >= confidence) {
                detection(i, canvas).ifPresent(found::add);
            }
        }
        return found;
    }

    private Optional<Detection> detection(int i, Letterbox canvas) {
        double x1 = pictureX(i, -sides[4 * i], canvas);
        double y1 = pictureY(i, -sides[4 * i + 1], canvas);
        double x2 = pictureX(i, sides[4 * i + 2], canvas);
        double y2 = pictureY(i, sides[4 * i + 3], canvas);
        boolean isBox = x2 > x1 && y2 > y1 && Double.isFinite(x2 - x1) && Double.isFinite(y2 - y1);
        return isBox
                ? Optional.of(new Detection(new Box(x1, y1, x2, y2), scores[i], points(i, canvas)))
                : Optional.empty();
    }

    private List<Point> points(int i, Letterbox canvas) {
        List<Point> five = new ArrayList<>();
        for (int k = 0; points.isPresent() && k < POINTS; k++) {
            int at = 2 * (POINTS * i + k);
            five.add(new Point(pictureX(i, points.get()[at], canvas), pictureY(i, points.get()[at + 1], canvas)));
        }
        return five;
    }

    private double pictureX(int i, float distance, Letterbox canvas) {
        return canvas.pictureX(stride * (i / ANCHORS % columns + (double) distance));
    }

    private double pictureY(int i, float distance, Letterbox canvas) {
        return canvas.pictureY(stride * (i / ANCHORS / columns + (double) distance));
    }
}
