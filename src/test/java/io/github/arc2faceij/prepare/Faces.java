package io.github.arc2faceij.prepare;

import io.github.arc2faceij.common.Landmarks;
import io.github.arc2faceij.common.Landmarks.Point;
import io.github.arc2faceij.common.Picture;
import java.awt.geom.AffineTransform;
import java.util.ArrayList;
import java.util.List;

/** Landmarks without a face, and pictures in which a place can be read from the colour. */
final class Faces {

    private Faces() {}

    /** Eyes at (40, 50) and (80, 50), the other landmarks on a circle around, on no common line. */
    static Landmarks face() {
        List<Point> points = new ArrayList<>();
        for (int i = 0; i < Landmarks.COUNT; i++) {
            boolean leftEye = i >= 36 && i < 42;
            boolean eye = i >= 36 && i < 48;
            double angle = eye ? Math.PI / 3 * (i % 6) : i * 2.4;
            double radius = eye ? 4 : 20 + 0.5 * i;
            double x = eye ? leftEye ? 40 : 80 : 60;
            points.add(new Point(x + radius * Math.cos(angle), (eye ? 50 : 65) + radius * Math.sin(angle)));
        }
        return new Landmarks(points);
    }

    static Landmarks moved(Landmarks landmarks, AffineTransform transform) {
        return new Landmarks(landmarks.points().stream()
                .map(point -> EyeFrame.moved(transform, point))
                .toList());
    }

    /** Red is the column, green the row, blue lines of a grid; below 256 x 256 pixels. */
    static Picture grid(int width, int height) {
        Picture picture = Picture.black(width, height);
        for (int i = 0; i < width * height; i++) {
            picture.rgb()[3 * i] = (byte) (i % width);
            picture.rgb()[3 * i + 1] = (byte) (i / width);
            picture.rgb()[3 * i + 2] = (byte) (i % width % 8 == 0 || i / width % 8 == 0 ? 255 : 0);
        }
        return picture;
    }
}
