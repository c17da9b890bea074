package io.github.arc2faceij.face;

import io.github.arc2faceij.common.Landmarks;

/**
 * A rectangle in a picture, in pixels; x to the right, y down, pixel (0,0) has its centre at (0,0). It may reach beyond
 * the picture.
 *
 * @param x1 left edge
 * @param y1 upper edge
 * @param x2 right edge, not left of x1
 * @param y2 lower edge, not above y1
 */
public record Box(double x1, double y1, double x2, double y2) {

    /**
     * @param x1 left edge
     * @param y1 upper edge
     * @param x2 right edge, not left of x1
     * @param y2 lower edge, not above y1
     * @throws IllegalArgumentException when an edge is no finite number or the box is turned inside out
     */
    public Box {
        if (!Double.isFinite(x2 - x1) || !Double.isFinite(y2 - y1) || x2 < x1 || y2 < y1) {
            throw new IllegalArgumentException("no box: " + x1 + ", " + y1 + " to " + x2 + ", " + y2);
        }
    }

    /** @return in pixels, at least 0 */
    public double width() {
        return x2 - x1;
    }

    /** @return in pixels, at least 0 */
    public double height() {
        return y2 - y1;
    }

    /** @return in square pixels, at least 0 */
    public double area() {
        return width() * height();
    }

    /**
     * @param other another box
     * @return the area that both cover, in square pixels; 0 when they do not meet
     */
    public double intersectionArea(Box other) {
        double width = Math.min(x2, other.x2) - Math.max(x1, other.x1);
        double height = Math.min(y2, other.y2) - Math.max(y1, other.y1);
        return Math.max(0, width) * Math.max(0, height);
    }

    /**
     * @param other another box
     * @return intersection over union, 0..1; 0 when both boxes are empty
     */
    public double iou(Box other) {
        double both = intersectionArea(other);
        return both == 0 ? 0 : both / (area() + other.area() - both);
    }

    /**
     * Boxes of the same face by different views of a picture, one of which may show a part of it only.
     *
     * @param other another box
     * @return the area that both cover, as a share of the smaller box, 0..1; 0 when a box is empty
     */
    double sharedPart(Box other) {
        double smaller = Math.min(area(), other.area());
        return smaller == 0 ? 0 : intersectionArea(other) / smaller;
    }

    /** The box of that size around that centre. */
    static Box around(Landmarks.Point centre, double width, double height) {
        return new Box(
                centre.x() - width / 2, centre.y() - height / 2, centre.x() + width / 2, centre.y() + height / 2);
    }

    /** The point in the middle. */
    Landmarks.Point centre() {
        return new Landmarks.Point((x1 + x2) / 2, (y1 + y2) / 2);
    }
}
