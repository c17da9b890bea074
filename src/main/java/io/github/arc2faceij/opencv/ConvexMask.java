package io.github.arc2faceij.opencv;

import static org.bytedeco.opencv.global.opencv_core.CV_32SC2;
import static org.bytedeco.opencv.global.opencv_core.CV_8UC1;

import io.github.arc2faceij.common.Landmarks;
import io.github.arc2faceij.common.Picture;
import java.nio.IntBuffer;
import java.util.List;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.MatVector;
import org.bytedeco.opencv.opencv_core.Scalar;

/** The convex hull of points as a mask. */
public final class ConvexMask {

    private ConvexMask() {}

    /**
     * @param points three at least, in pixels; may be outside
     * @param width of the mask in pixels
     * @param height of the mask in pixels
     * @return white within the hull of the points, black elsewhere
     * @throws io.github.arc2faceij.common.Arc2FaceException when OpenCV cannot start on this computer or lacks memory
     */
    public static Picture picture(List<Landmarks.Point> points, int width, int height) {
        return Mats.attempt("draw a mask of " + width + " x " + height + " pixels", () -> {
            try (Mat mask = mat(points, new Region(0, 0, width, height));
                    MatVector channels = new MatVector(mask, mask, mask);
                    Mat grey = new Mat()) {
                opencv_core.merge(channels, grey);
                return Mats.picture(grey);
            }
        });
    }

    /** Of a region's size: 255 within the hull, 0 elsewhere. */
    static Mat mat(List<Landmarks.Point> points, Region region) {
        try (Mat polygon = new Mat(points.size(), 1, CV_32SC2);
                Mat hull = new Mat();
                Scalar outside = new Scalar(0);
                Scalar inside = new Scalar(255)) {
            IntBuffer corners = polygon.createBuffer();
            points.forEach(point ->
                    corners.put((int) Math.rint(point.x()) - region.x()).put((int) Math.rint(point.y()) - region.y()));
            opencv_imgproc.convexHull(polygon, hull);
            Mat mask = new Mat(region.height(), region.width(), CV_8UC1, outside);
            opencv_imgproc.fillConvexPoly(mask, hull, inside);
            return mask;
        }
    }
}
