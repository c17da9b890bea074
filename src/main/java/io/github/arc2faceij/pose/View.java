package io.github.arc2faceij.pose;

import io.github.arc2faceij.common.Landmarks.Point;

/**
 * How a head lies in a picture: turned, scaled and shifted, without perspective (scaled orthographic projection). A
 * point of the head in units of the head model goes to pixel (origin.x + scale x', origin.y - scale y'), where
 * (x', y', z') is the point after the pose's rotation.
 *
 * @param pose how the head is turned
 * @param scale pixels per unit of the head model, positive
 * @param origin where the head model's origin lies, in pixels
 */
public record View(Pose pose, double scale, Point origin) {

    /**
     * @param pose how the head is turned
     * @param scale pixels per unit of the head model, positive
     * @param origin where the head model's origin lies, in pixels
     * @throws IllegalArgumentException when the scale is not positive
     */
    public View {
        if (!(scale > 0)) {
            throw new IllegalArgumentException("not a scale: " + scale);
        }
    }

    /**
     * @param vertices [n, 3] points of the head
     * @return [n, 3] x and y in the picture and the depth towards the viewer, all in pixels
     */
    float[] project(float[] vertices) {
        double[] r = pose.rotation();
        float[] projected = new float[vertices.length];
        for (int i = 0; i < vertices.length; i += 3) {
            float x = vertices[i];
            float y = vertices[i + 1];
            float z = vertices[i + 2];
            projected[i] = (float) (origin.x() + scale * (r[0] * x + r[1] * y + r[2] * z));
            projected[i + 1] = (float) (origin.y() - scale * (r[3] * x + r[4] * y + r[5] * z));
            projected[i + 2] = (float) (scale * (r[6] * x + r[7] * y + r[8] * z));
        }
        return projected;
    }
}
