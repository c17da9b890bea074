package io.github.arc2faceij.face;

import io.github.arc2faceij.common.Arc2FaceException;
import io.github.arc2faceij.common.Landmarks;
import io.github.arc2faceij.common.Landmarks.Point;
import io.github.arc2faceij.common.Picture;
import io.github.arc2faceij.opencv.Mats;
import java.util.List;

/**
 * Turns, scales and shifts a face so that its eyes, nose and mouth lie where a recogniser expects them: the least-squares
 * similarity from five points to the ArcFace template of 112 x 112 pixels (InsightFace, {@code face_align.py}), which
 * Umeyama (PAMI 1991) gives in closed form. A mirror image is never made.
 *
 * <pre>{@code
 * Picture crop = ArcFaceAlignment.crop(photo, ArcFaceAlignment.fivePoints(face.landmarks()), 112);
 * }</pre>
 */
public final class ArcFaceAlignment {

    /** Left eye, right eye, tip of the nose, left and right corner of the mouth. */
    private static final List<Point> TEMPLATE = List.of(
            new Point(38.2946, 51.6963),
            new Point(73.5318, 51.5014),
            new Point(56.0252, 71.7366),
            new Point(41.5493, 92.3655),
            new Point(70.7299, 92.2041));

    private ArcFaceAlignment() {}

    /**
     * @param landmarks the 68 points of a face
     * @return left eye (mean of 37, 38, 40, 41), right eye (43, 44, 46, 47), tip of the nose (30), left (48, 60) and right
     *     (54, 64) corner of the mouth; left and right as in the picture
     */
    public static List<Point> fivePoints(Landmarks landmarks) {
        return List.of(
                landmarks.mean(37, 38, 40, 41),
                landmarks.mean(43, 44, 46, 47),
                landmarks.mean(30),
                landmarks.mean(48, 60),
                landmarks.mean(54, 64));
    }

    /**
     * @param points the five points of a face, in the order of {@link #fivePoints}
     * @param size side of the aligned picture in pixels, a multiple of 112 or of 128 (whose template lies 8 / 128 further
     *     to the right)
     * @return a b c d e f, maps a point of the picture to (a x + b y + c, d x + e y + f) in the aligned picture
     * @throws Arc2FaceException when the points are not finite or all the same
     */
    public static double[] matrix(List<Point> points, int size) {
        List<Point> template = template(size);
        if (points.size() != template.size()) {
            throw new IllegalArgumentException("five points are needed, not " + points.size());
        }
        Point from = mean(points);
        Point to = mean(template);
        double spread = 0;
        double along = 0;
        double across = 0;
        for (int i = 0; i < points.size(); i++) {
            double px = points.get(i).x() - from.x();
            double py = points.get(i).y() - from.y();
            double qx = template.get(i).x() - to.x();
            double qy = template.get(i).y() - to.y();
            spread += px * px + py * py;
            along += px * qx + py * qy;
            across += px * qy - py * qx;
        }
        double a = along / spread;
        double b = across / spread;
        if (!Double.isFinite(a) || !Double.isFinite(b) || a == 0 && b == 0) {
            throw new Arc2FaceException(
                    "The face cannot be aligned, because the points of its eyes, nose and mouth are at"
                            + " the same place. Detect it again, or move the points.");
        }
        return new double[] {a, -b, to.x() - a * from.x() + b * from.y(), b, a, to.y() - b * from.x() - a * from.y()};
    }

    /**
     * @param picture a picture
     * @param points the five points of a face in it, in the order of {@link #fivePoints}
     * @param size side of the aligned picture in pixels, a multiple of 112 or of 128
     * @return the aligned face, size x size pixels, bilinear, black where the picture ends
     * @throws Arc2FaceException when the points are not finite or all the same
     */
    public static Picture crop(Picture picture, List<Point> points, int size) {
        return Mats.warpAffine(picture, matrix(points, size), size, size);
    }

    private static List<Point> template(int size) {
        boolean of112 = size % 112 == 0;
        if (size < 1 || !of112 && size % 128 != 0) {
            throw new IllegalArgumentException("an aligned face has a multiple of 112 or 128 pixels, not " + size);
        }
        double scale = of112 ? size / 112.0 : size / 128.0;
        double shift = of112 ? 0 : 8 * scale;
        return TEMPLATE.stream()
                .map(p -> new Point(p.x() * scale + shift, p.y() * scale))
                .toList();
    }

    private static Point mean(List<Point> points) {
        return new Point(
                points.stream().mapToDouble(Point::x).average().orElseThrow(),
                points.stream().mapToDouble(Point::y).average().orElseThrow());
    }
}
