package io.github.arc2faceij.pose;

import io.github.arc2faceij.common.Landmarks.Point;
import io.github.arc2faceij.common.Picture;
import java.awt.geom.AffineTransform;
import java.awt.geom.NoninvertibleTransformException;
import java.awt.geom.Point2D;
import java.util.List;

/** A face cut out upright by {@link FfhqAlignment}, and where it lies in the original picture. */
public final class AlignedFace {

    private final Picture picture;
    private final AffineTransform toOriginal;
    private final AffineTransform toAligned;

    AlignedFace(Picture picture, AffineTransform toOriginal) {
        this.picture = picture;
        this.toOriginal = new AffineTransform(toOriginal);
        try {
            this.toAligned = toOriginal.createInverse();
        } catch (NoninvertibleTransformException e) {
            throw new IllegalArgumentException("not a square: " + toOriginal, e);
        }
    }

    /** @return the aligned picture, a square */
    public Picture picture() {
        return picture;
    }

    /**
     * @param aligned a point of the aligned picture, in pixels
     * @return where it lies in the original picture, in pixels; may be outside
     */
    public Point toOriginal(Point aligned) {
        return apply(toOriginal, aligned);
    }

    /**
     * @param original a point of the original picture, in pixels
     * @return where it lies in the aligned picture, in pixels; may be outside
     */
    public Point toAligned(Point original) {
        return apply(toAligned, original);
    }

    /**
     * @return the outline of the aligned picture in the original one: its top left, bottom left, bottom right and top
     *     right corner (corners of pixels, half a pixel outside their centres); may reach outside
     */
    public List<Point> outline() {
        double low = -0.5;
        double high = picture.width() - 0.5;
        return List.of(
                toOriginal(new Point(low, low)),
                toOriginal(new Point(low, high)),
                toOriginal(new Point(high, high)),
                toOriginal(new Point(high, low)));
    }

    private static Point apply(AffineTransform transform, Point point) {
        Point2D mapped = transform.transform(new Point2D.Double(point.x(), point.y()), null);
        return new Point(mapped.getX(), mapped.getY());
    }
}
