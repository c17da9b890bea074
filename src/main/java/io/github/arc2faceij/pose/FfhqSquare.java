package io.github.arc2faceij.pose;

import io.github.arc2faceij.common.Arc2FaceException;
import io.github.arc2faceij.common.Landmarks;
import io.github.arc2faceij.common.Landmarks.Point;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * The oriented square that FFHQ cuts around a face, as Arc2Face's {@code image_align} computes it from 68 landmarks
 * (the recipe of the FFHQ data set: Karras, Laine and Aila, A Style-Based Generator Architecture for GANs, 2019).
 *
 * @param centre of the square, in pixels
 * @param halfX from the centre to the middle of the right edge, in pixels
 */
record FfhqSquare(Point centre, Point halfX) {

    private static final int[] LEFT_EYE = IntStream.range(36, 42).toArray();
    private static final int[] RIGHT_EYE = IntStream.range(42, 48).toArray();
    private static final double EYE_DISTANCES = 2.0;
    private static final double EYE_TO_MOUTH_DISTANCES = 1.8;
    private static final double CENTRE_TOWARDS_MOUTH = 0.1;

    /**
     * @param landmarks of a face
     * @return its square, upright for the face
     * @throws Arc2FaceException when eyes and mouth lie on one point
     */
    static FfhqSquare of(Landmarks landmarks) {
        Point leftEye = landmarks.mean(LEFT_EYE);
        Point rightEye = landmarks.mean(RIGHT_EYE);
        Point mouth = landmarks.mean(48, 54);
        Point between = new Point((leftEye.x() + rightEye.x()) / 2, (leftEye.y() + rightEye.y()) / 2);
        Point eyes = new Point(rightEye.x() - leftEye.x(), rightEye.y() - leftEye.y());
        Point down = new Point(mouth.x() - between.x(), mouth.y() - between.y());
        Point direction = new Point(eyes.x() + down.y(), eyes.y() - down.x());
        double half = Math.max(EYE_DISTANCES * length(eyes), EYE_TO_MOUTH_DISTANCES * length(down));
        if (!(length(direction) > 0) || !Double.isFinite(half)) {
            throw new Arc2FaceException("The face cannot be aligned: the eyes are at " + text(leftEye) + " and "
                    + text(rightEye) + ", the mouth is at " + text(mouth) + ". Put the landmarks on the face.");
        }
        double factor = half / length(direction);
        return new FfhqSquare(
                new Point(between.x() + CENTRE_TOWARDS_MOUTH * down.x(), between.y() + CENTRE_TOWARDS_MOUTH * down.y()),
                new Point(direction.x() * factor, direction.y() * factor));
    }

    /** @return the length of an edge, in pixels */
    double side() {
        return 2 * length(halfX);
    }

    /** @return from the centre to the middle of the lower edge, in pixels */
    Point halfY() {
        return new Point(-halfX.y(), halfX.x());
    }

    /** @return top left, bottom left, bottom right and top right corner, as the face sits upright */
    List<Point> corners() {
        return List.of(corner(-1, -1), corner(-1, 1), corner(1, 1), corner(1, -1));
    }

    /** @return the same square in a picture {@code divisor} times smaller */
    FfhqSquare shrunk(double divisor) {
        return new FfhqSquare(
                new Point(centre.x() / divisor, centre.y() / divisor),
                new Point(halfX.x() / divisor, halfX.y() / divisor));
    }

    /** @return the square around the same centre with sides {@code factor} times as long */
    FfhqSquare enlarged(double factor) {
        return new FfhqSquare(centre, new Point(halfX.x() * factor, halfX.y() * factor));
    }

    /** @return the square moved right by x and down by y pixels */
    FfhqSquare moved(double x, double y) {
        return new FfhqSquare(new Point(centre.x() + x, centre.y() + y), halfX);
    }

    private Point corner(int right, int down) {
        return new Point(
                centre.x() + right * halfX.x() + down * halfY().x(),
                centre.y() + right * halfX.y() + down * halfY().y());
    }

    private static double length(Point vector) {
        return Math.hypot(vector.x(), vector.y());
    }

    private static String text(Point point) {
        return String.format(Locale.ROOT, "(%.1f, %.1f)", point.x(), point.y());
    }
}
