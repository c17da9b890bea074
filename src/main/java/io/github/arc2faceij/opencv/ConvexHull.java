package io.github.arc2faceij.opencv;

import static org.bytedeco.opencv.global.opencv_core.CV_32FC2;

import io.github.arc2faceij.common.Landmarks.Point;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;

/** The convex hull of points, {@code cv::convexHull}, which takes their places in float32. */
public final class ConvexHull {

    private ConvexHull() {}

    /**
     * @param points at least one
     * @return the corners of the hull, clockwise as seen in a picture
     * @throws io.github.arc2faceij.common.Arc2FaceException when OpenCV cannot start on this computer
     */
    public static List<Point> of(List<Point> points) {
        return Mats.attempt("find the hull of " + points.size() + " points", () -> {
            try (Mat from = new Mat(points.size(), 1, CV_32FC2);
                    Mat hull = new Mat()) {
                FloatBuffer places = from.createBuffer();
                points.forEach(point -> places.put((float) point.x()).put((float) point.y()));
                opencv_imgproc.convexHull(from, hull, false, true); // OpenCV takes y to go up
                FloatBuffer found = hull.createBuffer();
                List<Point> corners = new ArrayList<>();
                while (found.hasRemaining()) {
                    corners.add(new Point(found.get(), found.get()));
                }
                return corners;
            }
        });
    }
}
