package io.github.arc2faceij.common;

import io.github.arc2faceij.opencv.Mats;

/** A photo turned and laid on black, and where its points are then. */
public final class TurnedPicture {

    private final Picture picture;
    private final double[] matrix;

    /**
     * @param photo to be turned
     * @param degrees clockwise
     */
    public TurnedPicture(Picture photo, double degrees) {
        double cosine = Math.cos(Math.toRadians(degrees));
        double sine = Math.sin(Math.toRadians(degrees));
        int width = size(photo, cosine, sine);
        int height = size(photo, sine, cosine);
        double x = (photo.width() - 1) / 2.0;
        double y = (photo.height() - 1) / 2.0;
        matrix = new double[] {
            cosine,
            -sine,
            (width - 1) / 2.0 - cosine * x + sine * y,
            sine,
            cosine,
            (height - 1) / 2.0 - sine * x - cosine * y
        };
        picture = Mats.warpAffine(photo, matrix, width, height);
    }

    private static int size(Picture photo, double alongWidth, double alongHeight) {
        return (int) Math.round(photo.width() * Math.abs(alongWidth) + photo.height() * Math.abs(alongHeight));
    }

    /** @return the turned photo */
    public Picture picture() {
        return picture;
    }

    /**
     * @param point of the photo
     * @return the same place on the turned photo
     */
    public Landmarks.Point turned(Landmarks.Point point) {
        return new Landmarks.Point(
                matrix[0] * point.x() + matrix[1] * point.y() + matrix[2],
                matrix[3] * point.x() + matrix[4] * point.y() + matrix[5]);
    }
}
