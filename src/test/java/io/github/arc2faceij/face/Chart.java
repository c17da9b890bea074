package io.github.arc2faceij.face;

import io.github.arc2faceij.common.Landmarks.Point;
import io.github.arc2faceij.common.Photographs;
import io.github.arc2faceij.common.Picture;
import io.github.arc2faceij.face.FaceShape.Point3;
import io.github.arc2faceij.numpy.Npy;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A square that stands for a face: its colours tell the place. Red grows from left to right, green from the top down, blue
 * is full; so from a few pixels {@link ChartNetworks} know where the whole lies, how large it is and how it is turned.
 *
 * @param x column of the picture in which it begins
 * @param y row of the picture in which it begins
 * @param side in pixels
 */
record Chart(int x, int y, int side) {

    /** Where the landmarks are, as shares of the side from the middle: InsightFace's mean shape, with depth. */
    static final List<Point3> LANDMARKS = landmarks();

    /** Where the contour is: a circle. */
    static final List<Point3> CONTOUR = IntStream.range(0, 106)
            .mapToObj(
                    i -> new Point3(0.45 * Math.cos(2 * Math.PI * i / 106), 0.45 * Math.sin(2 * Math.PI * i / 106), 0))
            .toList();

    /** Where the five points are: at places of ArcFace's template, of which the crop shows the middle four fifths. */
    static final List<Point3> FIVE = Stream.of(
                    new Point(38.2946, 51.6963),
                    new Point(73.5318, 51.5014),
                    new Point(56.0252, 71.7366),
                    new Point(41.5493, 92.3655),
                    new Point(70.7299, 92.2041))
            .map(point -> new Point3(0.8 * (point.x() - 56) / 112, 0.8 * (point.y() - 56) / 112, 0))
            .toList();

    private static final double SHAPE = 0.4;

    private static List<Point3> landmarks() {
        try (InputStream in = FaceAngles.class.getResourceAsStream("meanshape_68.npy")) {
            float[] shape = Npy.read(in.readAllBytes()).data();
            double largest = 0;
            for (float value : shape) {
                largest = Math.max(largest, Math.abs(value));
            }
            double scale = SHAPE / largest;
            return IntStream.range(0, 68)
                    .mapToObj(i -> new Point3(scale * shape[3 * i], scale * shape[3 * i + 1], scale * shape[3 * i + 2]))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @return a dark photo with nothing like a chart */
    static Picture background(int width, int height) {
        return Photographs.darkened(Photographs.withoutFaces(width, height), 0.3);
    }

    /** @return itself, drawn into the picture */
    Chart drawn(Picture picture) {
        for (int row = 0; row < side; row++) {
            for (int column = 0; column < side; column++) {
                int at = 3 * ((y + row) * picture.width() + x + column);
                picture.rgb()[at] = (byte) Math.round(255 * (column + 0.5) / side);
                picture.rgb()[at + 1] = (byte) Math.round(255 * (row + 0.5) / side);
                picture.rgb()[at + 2] = (byte) 255;
            }
        }
        return this;
    }

    /** @return the place of the picture, of one that is told as shares of the side from the middle */
    Point place(Point3 shares) {
        double middle = (side - 1) / 2.0;
        return new Point(x + middle + side * shares.x(), y + middle + side * shares.y());
    }

    Point centre() {
        return place(new Point3(0, 0, 0));
    }

    Box box() {
        return Box.around(centre(), side, side);
    }
}
