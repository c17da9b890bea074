package io.github.arc2faceij.pose;

import io.github.arc2faceij.common.Tensor;
import java.io.IOException;

/**
 * The opening of FLAME's jaw as one more linear field: the first order of its linear blend skinning, for a turn about the
 * x axis through the jaw's joint.
 */
final class FlameJaw {

    /** Of the joints: the whole head, neck, jaw, left and right eye. */
    private static final int JAW = 2;

    private static final int JOINTS = 5;

    /** One standard deviation of the angle, in radians: a mouth half open. */
    static final float ANGLE = 0.2f;

    private FlameJaw() {}

    /**
     * @param arrays of FLAME
     * @param mean [n, 3] the mean head
     * @return [1, n, 3]
     */
    static Tensor field(FlameArrays arrays, Tensor mean) throws IOException {
        Tensor weights = arrays.numbers("weights");
        int vertices = mean.dim(0);
        if (weights.size() != vertices * JOINTS) {
            throw new IOException(
                    "the weights have the shape " + weights.shapeText() + ", not [" + vertices + ", " + JOINTS + "]");
        }
        float[] joint = joint(arrays.row("J_regressor", JAW, vertices), mean.data());
        Tensor field = Tensor.zeros(1, vertices, 3);
        for (int i = 0; i < vertices; i++) {
            float turn = ANGLE * weights.data()[i * JOINTS + JAW];
            field.data()[3 * i + 1] = -turn * (mean.data()[3 * i + 2] - joint[2]);
            field.data()[3 * i + 2] = turn * (mean.data()[3 * i + 1] - joint[1]);
        }
        return field;
    }

    private static float[] joint(float[] shares, float[] vertices) {
        float[] joint = new float[3];
        for (int i = 0; i < vertices.length; i++) {
            joint[i % 3] += shares[i / 3] * vertices[i];
        }
        return joint;
    }
}
