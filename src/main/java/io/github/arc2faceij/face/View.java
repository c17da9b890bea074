package io.github.arc2faceij.face;

import io.github.arc2faceij.common.Landmarks;
import io.github.arc2faceij.common.Landmarks.Point;
import io.github.arc2faceij.common.Picture;
import io.github.arc2faceij.opencv.Mats;
import java.util.List;

/**
 * A picture, or a part of it, turned and scaled into a canvas.
 *
 * @param canvas what is to be looked at, black where the picture ends
 * @param matrix a b c d e f, maps a point of the picture to (a x + b y + c, d x + e y + f) in the canvas
 * @param turn degrees by which the picture is turned clockwise in the canvas, 0..359
 */
record View(Picture canvas, double[] matrix, int turn) {

    /** More pixels than this along the longer side show detectors nothing more of a whole picture. */
    private static final int LONGEST = 960;

    /**
     * @param degrees clockwise
     * @param margin on each side, as a share of the picture's width and height
     * @return all of the picture, turned, in the middle of a black canvas, made smaller where it is large
     */
    static View whole(Picture picture, int degrees, double margin) {
        double cosine = Math.abs(Math.cos(Math.toRadians(degrees))) * (1 + 2 * margin);
        double sine = Math.abs(Math.sin(Math.toRadians(degrees))) * (1 + 2 * margin);
        return whole(
                picture,
                degrees,
                picture.width() * cosine + picture.height() * sine,
                picture.width() * sine + picture.height() * cosine);
    }

    /** Large pictures are made smaller first, for OpenCV turns none of more than 32766 pixels along a side. */
    private static View whole(Picture picture, int degrees, double width, double height) {
        double scale = Math.min(1, LONGEST / Math.max(width, height));
        Picture small = scale == 1
                ? picture
                : Mats.resize(picture, size(picture.width() * scale), size(picture.height() * scale));
        Point centre = new Point((small.width() - 1) / 2.0, (small.height() - 1) / 2.0);
        View view = around(centre, degrees, 1, size(width * scale), size(height * scale), small);
        double[] m = view.matrix;
        double shift = (scale - 1) / 2; // a pixel of the small picture has its centre amid those that it stands for
        double[] matrix = {
            scale * m[0], scale * m[1], m[2] + shift * (m[0] + m[1]),
            scale * m[3], scale * m[4], m[5] + shift * (m[3] + m[4])
        };
        return new View(view.canvas, matrix, degrees);
    }

    /**
     * @param centre of the part, in pixels of the picture
     * @param degrees clockwise
     * @param scale pixels of the canvas per pixel of the picture
     * @return the part of the picture that fills a canvas of that size
     */
    static View around(Point centre, int degrees, double scale, int width, int height, Picture picture) {
        double a = scale * Math.cos(Math.toRadians(degrees));
        double b = scale * Math.sin(Math.toRadians(degrees));
        double[] matrix = {
            a,
            -b,
            (width - 1) / 2.0 - a * centre.x() + b * centre.y(),
            b,
            a,
            (height - 1) / 2.0 - b * centre.x() - a * centre.y()
        };
        return new View(Mats.warpAffine(picture, matrix, width, height), matrix, degrees);
    }

    /** @return pixels of the canvas per pixel of the picture */
    double scale() {
        return Math.hypot(matrix[0], matrix[3]);
    }

    /** @return the point of the picture that is seen at this point of the canvas */
    Point inPicture(Point seen) {
        double x = seen.x() - matrix[2];
        double y = seen.y() - matrix[5];
        double square = matrix[0] * matrix[0] + matrix[3] * matrix[3];
        return new Point((matrix[0] * x + matrix[3] * y) / square, (matrix[1] * x + matrix[4] * y) / square);
    }

    /** @return the landmarks of the picture that are seen at these of the canvas */
    Landmarks inPicture(Landmarks seen) {
        return new Landmarks(inPicture(seen.points()));
    }

    /** @return the points of the picture that are seen at these of the canvas */
    List<Point> inPicture(List<Point> seen) {
        return seen.stream().map(this::inPicture).toList();
    }

    /** @return what is detected in the canvas, in the picture */
    Detection inPicture(Detection seen) {
        return new Detection(inPicture(seen.box()), seen.score(), inPicture(seen.fivePoints()));
    }

    /** The box around the oval in the turned box: a head has no corners. */
    private Box inPicture(Box seen) {
        double cosine = Math.cos(Math.toRadians(turn)) / scale();
        double sine = Math.sin(Math.toRadians(turn)) / scale();
        return Box.around(
                inPicture(seen.centre()),
                Math.hypot(seen.width() * cosine, seen.height() * sine),
                Math.hypot(seen.width() * sine, seen.height() * cosine));
    }

    private static int size(double pixels) {
        return (int) Math.max(1, Math.round(pixels));
    }
}
