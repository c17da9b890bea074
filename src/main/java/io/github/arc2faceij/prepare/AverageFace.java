package io.github.arc2faceij.prepare;

import io.github.arc2faceij.common.Arc2FaceException;
import io.github.arc2faceij.common.Landmarks;
import io.github.arc2faceij.common.Landmarks.Point;
import io.github.arc2faceij.common.Picture;
import io.github.arc2faceij.common.Progress;
import java.awt.geom.AffineTransform;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The average of faces in shape and colour (Tiddeman, Burt and Perrett 2001, doi:10.1109/38.946630): their landmarks are aligned by
 * the eyes and averaged, each photo is warped to the mean landmarks, and the warped photos are averaged pixel by pixel, in
 * their sRGB values. The warp is affine in each triangle of a Delaunay triangulation of the 68 landmarks and of eight points
 * on a square far around the face, which stay where they are.
 *
 * <pre>{@code
 * AverageFace average = new AverageFace(frame, List.of(one.landmarks(), other.landmarks()));
 * average.add(photo, one.landmarks(), Progress.NONE);
 * average.add(otherPhoto, other.landmarks(), Progress.NONE);
 * Picture picture = average.picture(128);
 * }</pre>
 */
public final class AverageFace {

    /** Half the side of the square around, in distances of the eyes. A face that looks ahead reaches as far as 2. */
    private static final double AROUND = 5;

    private final EyeFrame frame;
    private final Landmarks mean;
    private final List<Point> around;
    private final PiecewiseWarp warp;
    private final PixelMeans pixels;

    /**
     * @param frame of the result
     * @param faces landmarks of each face, in pixels of its photo; at least one
     * @throws Arc2FaceException when eyes are at the same place, or a face is turned too far to be aligned by its eyes
     */
    public AverageFace(EyeFrame frame, List<Landmarks> faces) {
        this.frame = frame;
        around = around(frame);
        mean = mean(faces.stream().map(frame::moved).toList());
        warp = new PiecewiseWarp(frame.width(), frame.height(), with(mean, around));
        pixels = new PixelMeans(frame.width(), frame.height());
    }

    /**
     * Adds a photo, warped to the mean shape.
     *
     * @param photo any, not changed
     * @param landmarks of its face, in pixels of the photo
     * @param progress asked whether to stop
     */
    public void add(Picture photo, Landmarks landmarks, Progress progress) {
        FittedPhoto fitted = FittedPhoto.of(photo, landmarks, frame);
        AffineTransform back = EyeFrame.inverse(fitted.toFrame());
        List<Point> from = with(frame.moved(landmarks), around).stream()
                .map(point -> EyeFrame.moved(back, point))
                .toList();
        double[][] ways = warp.ways(from);
        double[] place = new double[2];
        for (int y = 0; y < frame.height(); y++) {
            progress.checkCancelled();
            for (int x = 0; x < frame.width(); x++) {
                warp.look(x, y, ways, place);
                pixels.add(fitted, place[0], place[1], y * frame.width() + x);
            }
        }
    }

    /**
     * @param grey of pixels that lie outside all photos, 0..255
     * @return the mean of the photos so far
     */
    public Picture picture(int grey) {
        return pixels.picture(grey);
    }

    /**
     * @param landmarks of a face, in pixels of its photo
     * @return the root of the mean squared distance of its landmarks, aligned by the eyes, from the mean shape, in distances of
     *     the eyes
     */
    public double shapeDistance(Landmarks landmarks) {
        List<Point> moved = frame.moved(landmarks).points();
        double squares = IntStream.range(0, Landmarks.COUNT)
                .mapToDouble(i -> square(moved.get(i), mean.points().get(i)))
                .average()
                .orElseThrow();
        return Math.sqrt(squares) / frame.distance();
    }

    private static double square(Point a, Point b) {
        return (a.x() - b.x()) * (a.x() - b.x()) + (a.y() - b.y()) * (a.y() - b.y());
    }

    private Landmarks mean(List<Landmarks> faces) {
        List<Point> points = new ArrayList<>();
        for (int i = 0; i < Landmarks.COUNT; i++) {
            double x = 0;
            double y = 0;
            for (int face = 0; face < faces.size(); face++) {
                Point point = faces.get(face).points().get(i);
                requireNear(point, face + 1);
                x += point.x();
                y += point.y();
            }
            points.add(new Point(x / faces.size(), y / faces.size()));
        }
        return new Landmarks(points);
    }

    private void requireNear(Point point, int face) {
        double farthest = Math.max(
                Math.abs(point.x() - frame.middle().x()),
                Math.abs(point.y() - frame.middle().y()));
        if (!(farthest < AROUND * frame.distance())) {
            throw new Arc2FaceException("Face " + face + " reaches " + Math.round(farthest / frame.distance())
                    + " times the distance of its eyes from them: it is turned too far to be averaged. Use pictures in"
                    + " which the face looks towards the camera.");
        }
    }

    /** Corners and middles of the sides of a square that holds the face and the frame. */
    private static List<Point> around(EyeFrame frame) {
        double half = AROUND * frame.distance() + Math.max(frame.width(), frame.height());
        return IntStream.range(0, 9)
                .filter(i -> i != 4)
                .mapToObj(i -> new Point(
                        frame.middle().x() + (i % 3 - 1) * half, frame.middle().y() + (i / 3 - 1) * half))
                .toList();
    }

    private static List<Point> with(Landmarks landmarks, List<Point> more) {
        return Stream.concat(landmarks.points().stream(), more.stream()).toList();
    }
}
