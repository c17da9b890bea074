package io.github.arc2faceij.pose;

import io.github.arc2faceij.common.Arc2FaceException;

/** Rotations of space as 3 x 3 matrices, row-major, y up and z to the viewer. */
final class Rotations {

    private static final double SMALL_ANGLE = 1e-9;
    private static final double HALF_TURN = Math.PI - 1e-6;

    private Rotations() {}

    /** @return the matrix of "first {@code second}, then {@code first}": first times second */
    static double[] product(double[] first, double[] second) {
        double[] product = new double[9];
        for (int i = 0; i < 9; i++) {
            int row = i / 3 * 3;
            int column = i % 3;
            product[i] = first[row] * second[column]
                    + first[row + 1] * second[column + 3]
                    + first[row + 2] * second[column + 6];
        }
        return product;
    }

    /** @return the way back */
    static double[] inverse(double[] r) {
        return new double[] {r[0], r[3], r[6], r[1], r[4], r[7], r[2], r[5], r[8]};
    }

    /** @return the rotation about an axis by the axis' length in radians (Rodrigues' formula) */
    static double[] about(double x, double y, double z) {
        double angle = Math.sqrt(x * x + y * y + z * z);
        double sine = angle < SMALL_ANGLE ? 1 : Math.sin(angle) / angle;
        double cosine = angle < SMALL_ANGLE ? 0.5 : (1 - Math.cos(angle)) / (angle * angle);
        double[] cross = {0, -z, y, z, 0, -x, -y, x, 0};
        double[] square = product(cross, cross);
        double[] rotation = {1, 0, 0, 0, 1, 0, 0, 0, 1};
        for (int i = 0; i < 9; i++) {
            rotation[i] += sine * cross[i] + cosine * square[i];
        }
        return rotation;
    }

    /**
     * @param r a rotation
     * @return its axis with the angle in radians as its length
     * @throws Arc2FaceException when it is half a turn, which has no one axis
     */
    static double[] axis(double[] r) {
        double[] axis = {(r[7] - r[5]) / 2, (r[2] - r[6]) / 2, (r[3] - r[1]) / 2};
        double sine = Math.sqrt(axis[0] * axis[0] + axis[1] * axis[1] + axis[2] * axis[2]);
        double angle = Math.atan2(sine, (r[0] + r[4] + r[8] - 1) / 2);
        if (angle > HALF_TURN) {
            throw new Arc2FaceException("There is no shortest way between two heads that are half a turn apart."
                    + " Choose poses that are closer to each other.");
        }
        double factor = angle < SMALL_ANGLE ? 1 : angle / sine;
        return new double[] {factor * axis[0], factor * axis[1], factor * axis[2]};
    }
}
