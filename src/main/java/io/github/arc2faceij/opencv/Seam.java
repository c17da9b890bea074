package io.github.arc2faceij.opencv;

import static org.bytedeco.opencv.global.opencv_imgproc.DIST_L2;
import static org.bytedeco.opencv.global.opencv_imgproc.DIST_MASK_PRECISE;
import static org.bytedeco.opencv.global.opencv_photo.NORMAL_CLONE;

import io.github.arc2faceij.common.Landmarks;
import io.github.arc2faceij.common.Picture;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.global.opencv_photo;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Point;
import org.bytedeco.opencv.opencv_core.Rect;

/**
 * Puts a part of one picture into another without a visible edge: its colours are moved to those around it by Poisson's
 * equation ({@code cv::seamlessClone}; Pérez, Gangnet and Blake 2003, doi:10.1145/882262.882269), and the last pixels
 * within the edge fade into the other picture. Outside the edge no pixel changes.
 */
public final class Seam {

    /** OpenCV leaves the outermost pixels of a mask out. */
    private static final int MARGIN = 2;

    private Seam() {}

    /**
     * @param photo where the part is to go; not changed
     * @param part a picture that the outline lies in
     * @param m a b c d e f, maps a point of the part to (a x + b y + c, d x + e y + f) in the photo
     * @param outline points in pixels of the photo, the convex hull of which is replaced
     * @param feather how far the part fades, in pixels of the photo inwards from the outline, more than 0
     * @return the photo with the part in it
     * @throws io.github.arc2faceij.common.Arc2FaceException when OpenCV cannot start on this computer or lacks memory
     */
    public static Picture insert(
            Picture photo, Picture part, double[] m, List<Landmarks.Point> outline, double feather) {
        Region region = around(outline, photo);
        double[] toRegion = {m[0], m[1], m[2] - region.x(), m[3], m[4], m[5] - region.y()};
        Picture moved = Mats.warpAffine(part, toRegion, region.width(), region.height());
        Picture result = new Picture(photo.width(), photo.height(), photo.rgb().clone());
        return Mats.attempt("blend a face of " + region.width() + " x " + region.height() + " pixels", () -> {
            try (Mat source = Mats.mat(moved);
                    Mat target = Mats.mat(photo, region);
                    Mat mask = ConvexMask.mat(outline, region);
                    Mat inwards = new Mat();
                    Mat cloned = new Mat();
                    Rect box = opencv_imgproc.boundingRect(mask);
                    Point centre = new Point(box.x() + box.width() / 2, box.y() + box.height() / 2)) {
                opencv_imgproc.distanceTransform(mask, inwards, DIST_L2, DIST_MASK_PRECISE);
                opencv_photo.seamlessClone(source, target, mask, centre, cloned, NORMAL_CLONE);
                blend(result, region, Mats.picture(cloned), inwards.createBuffer(), feather);
            }
            return result;
        });
    }

    private static Region around(List<Landmarks.Point> outline, Picture photo) {
        return Region.around(
                all(outline, Landmarks.Point::x).min().orElseThrow() - MARGIN,
                all(outline, Landmarks.Point::y).min().orElseThrow() - MARGIN,
                all(outline, Landmarks.Point::x).max().orElseThrow() + MARGIN,
                all(outline, Landmarks.Point::y).max().orElseThrow() + MARGIN,
                photo);
    }

    private static DoubleStream all(List<Landmarks.Point> outline, ToDoubleFunction<Landmarks.Point> coordinate) {
        return outline.stream().mapToDouble(coordinate);
    }

    private static void blend(Picture result, Region region, Picture cloned, FloatBuffer inwards, double feather) {
        byte[] rgb = result.rgb();
        for (int i = 0; i < region.width() * region.height(); i++) {
            double share = Math.min(1, inwards.get(i) / feather);
            int at = 3 * ((region.y() + i / region.width()) * result.width() + region.x() + i % region.width());
            for (int channel = 0; channel < 3; channel++) {
                int before = rgb[at + channel] & 0xff;
                int after = cloned.rgb()[3 * i + channel] & 0xff;
                rgb[at + channel] = (byte) Math.rint(before + share * (after - before));
            }
        }
    }
}
