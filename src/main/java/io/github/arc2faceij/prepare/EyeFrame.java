package io.github.arc2faceij.prepare;

import io.github.arc2faceij.common.Arc2FaceException;
import io.github.arc2faceij.common.Landmarks;
import io.github.arc2faceij.common.Landmarks.Point;
import io.github.arc2faceij.common.Picture;
import io.github.arc2faceij.common.Progress;
import java.awt.geom.AffineTransform;
import java.awt.geom.NoninvertibleTransformException;
import java.awt.geom.Point2D;
import java.util.Optional;

/**
 * A frame in which all faces have their eyes at the same two places: they are moved, turned and scaled (two-point registration:
 * Bookstein 1986, doi:10.1214/ss/1177013696). An eye is the mean of its six landmarks.
 *
 * <pre>{@code
 * EyeFrame frame = new EyeFrame(384, 480, 128, new Point(192, 187));
 * Placed placed = frame.place("photo.png", photo, face.landmarks(), 128, Progress.NONE);
 * }</pre>
 *
 * @param width in pixels, 1..4096
 * @param height in pixels, 1..4096
 * @param distance of the eyes in pixels, more than 0
 * @param middle between the eyes, in pixels
 */
public record EyeFrame(int width, int height, double distance, Point middle) {

    private static final int LARGEST = 4096;
    private static final int[] LEFT_EYE = {36, 37, 38, 39, 40, 41};
    private static final int[] RIGHT_EYE = {42, 43, 44, 45, 46, 47};

    /**
     * @param width in pixels
     * @param height in pixels
     * @param distance of the eyes in pixels
     * @param middle between the eyes, in pixels
     * @throws Arc2FaceException when a number is out of range
     */
    public EyeFrame {
        if (width < 1 || height < 1 || width > LARGEST || height > LARGEST) {
            throw new Arc2FaceException("The pictures cannot have " + width + " x " + height
                    + " pixels. Give a width and a height from 1 to " + LARGEST + ".");
        }
        if (!(distance >= 1 && distance <= LARGEST)) {
            throw new Arc2FaceException(
                    "The eyes cannot be " + distance + " pixels apart. Give a distance from 1 to " + LARGEST + ".");
        }
        if (!(middle.x() >= 0 && middle.x() < width && middle.y() >= 0 && middle.y() < height)) {
            throw new Arc2FaceException("The eyes cannot be around x=" + middle.x() + " y=" + middle.y()
                    + ", outside the picture of " + width + " x " + height + " pixels. Give a place inside.");
        }
    }

    /**
     * @param name of the picture
     * @param photo any, not changed
     * @param landmarks of the face, in pixels of the photo
     * @param grey of what lies outside the photo, 0..255
     * @param progress asked whether to stop
     * @return the face in this frame
     * @throws Arc2FaceException when the eyes are at the same place
     */
    public Placed place(String name, Picture photo, Landmarks landmarks, int grey, Progress progress) {
        FittedPhoto fitted = FittedPhoto.of(photo, landmarks, this);
        AffineTransform back = inverse(fitted.toFrame());
        PixelMeans pixels = new PixelMeans(width, height);
        double[] place = new double[2];
        for (int y = 0; y < height; y++) {
            progress.checkCancelled();
            for (int x = 0; x < width; x++) {
                place[0] = x;
                place[1] = y;
                back.transform(place, 0, place, 0, 1);
                pixels.add(fitted, place[0], place[1], y * width + x);
            }
        }
        return new Placed(name, pixels.picture(grey), Optional.of(moved(landmarks)), pixels.missing());
    }

    /**
     * @param landmarks of a face
     * @return where they come to lie in this frame
     * @throws Arc2FaceException when the eyes are at the same place
     */
    Landmarks moved(Landmarks landmarks) {
        AffineTransform transform = from(landmarks);
        return new Landmarks(landmarks.points().stream()
                .map(point -> moved(transform, point))
                .toList());
    }

    /** From the picture of these landmarks to this frame. */
    AffineTransform from(Landmarks landmarks) {
        Point left = landmarks.mean(LEFT_EYE);
        Point right = landmarks.mean(RIGHT_EYE);
        double apart = Math.hypot(right.x() - left.x(), right.y() - left.y());
        if (!(apart > 1e-3)) {
            throw new Arc2FaceException("The eyes are " + apart + " pixels apart, so the face cannot be aligned by"
                    + " them. Use a picture in which the face looks towards the camera.");
        }
        AffineTransform transform = AffineTransform.getTranslateInstance(middle.x(), middle.y());
        transform.scale(distance / apart, distance / apart);
        transform.rotate(right.x() - left.x(), left.y() - right.y());
        transform.translate(-(left.x() + right.x()) / 2, -(left.y() + right.y()) / 2);
        return transform;
    }

    static Point moved(AffineTransform transform, Point point) {
        Point2D moved = transform.transform(new Point2D.Double(point.x(), point.y()), null);
        return new Point(moved.getX(), moved.getY());
    }

    static AffineTransform inverse(AffineTransform transform) {
        try {
            return transform.createInverse();
        } catch (NoninvertibleTransformException e) {
            throw new IllegalStateException(transform + " keeps no area", e);
        }
    }
}
