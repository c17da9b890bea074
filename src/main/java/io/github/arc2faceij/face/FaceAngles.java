package io.github.arc2faceij.face;

import io.github.arc2faceij.common.Tensor;
import io.github.arc2faceij.face.FaceShape.Point3;
import io.github.arc2faceij.numpy.Npy;
import io.github.arc2faceij.opencv.LeastSquares;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;

/**
 * How a face is turned, as InsightFace counts it (python package 1.0, {@code transform.py}).
 *
 * @param pitch in degrees, about the axis to the right
 * @param yaw in degrees, about the axis down
 * @param roll in degrees, about the axis to the viewer
 */
public record FaceAngles(double pitch, double yaw, double roll) {

    private static final double GIMBAL_LOCK = 1e-6;
    private static final float[] MEAN_SHAPE = meanShape();

    /**
     * The affine map that takes the mean shape closest to the points, by least squares; its first two rows, made unit
     * length but not orthogonal, and their cross product are read as a rotation R = Rz(roll) Ry(yaw) Rx(pitch).
     *
     * @param points 68 points; y down
     */
    static FaceAngles of(List<Point3> points) {
        double[] from = new double[4 * points.size()];
        double[] to = new double[2 * points.size()];
        for (int i = 0; i < points.size(); i++) {
            for (int axis = 0; axis < 3; axis++) {
                from[4 * i + axis] = MEAN_SHAPE[3 * i + axis];
            }
            from[4 * i + 3] = 1;
            to[2 * i] = points.get(i).x();
            to[2 * i + 1] = points.get(i).y();
        }
        double[] affine = LeastSquares.solve(from, to, points.size());
        return ofRows(unit(affine[0], affine[2], affine[4]), unit(affine[1], affine[3], affine[5]));
    }

    private static FaceAngles ofRows(double[] r0, double[] r1) {
        double[] r2 = {r0[1] * r1[2] - r0[2] * r1[1], r0[2] * r1[0] - r0[0] * r1[2], r0[0] * r1[1] - r0[1] * r1[0]};
        double cosine = Math.hypot(r0[0], r1[0]);
        double yaw = Math.toDegrees(Math.atan2(-r2[0], cosine));
        return cosine >= GIMBAL_LOCK
                ? new FaceAngles(
                        Math.toDegrees(Math.atan2(r2[1], r2[2])), yaw, Math.toDegrees(Math.atan2(r1[0], r0[0])))
                : new FaceAngles(Math.toDegrees(Math.atan2(-r1[2], r1[1])), yaw, 0);
    }

    private static double[] unit(double x, double y, double z) {
        double length = Math.sqrt(x * x + y * y + z * z);
        return new double[] {x / length, y / length, z / length};
    }

    /** @return [68, 3] of insightface's meanshape_68.pkl; y down, z to the viewer */
    private static float[] meanShape() {
        try (InputStream in = FaceAngles.class.getResourceAsStream("meanshape_68.npy")) {
            Tensor points = Npy.read(in.readAllBytes());
            return points.data();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
