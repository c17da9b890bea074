package io.github.arc2faceij.pose;

import io.github.arc2faceij.common.Landmarks.Point;

/**
 * What is being fitted.
 *
 * @param rotation 3 x 3, row-major, from the head's axes to the picture's
 * @param scale pixels per unit of the head model
 * @param x of the head's origin, in pixels
 * @param y of the head's origin, in pixels
 * @param coefficients identity, then expression
 */
record FitState(double[] rotation, double scale, double x, double y, double[] coefficients) {

    /** The parameter that turns the head about the picture's x axis. */
    static final int PITCH = 0;

    /** The parameter that turns the head about the picture's y axis. */
    static final int YAW = 1;

    /** Parameters before the coefficients: a rotation about three axes, log scale, x, y. */
    static final int POSE_PARAMETERS = 6;

    /** @param step in the order of the parameters; may end before the coefficients do */
    FitState plus(double[] step) {
        double[] moved = coefficients.clone();
        for (int k = POSE_PARAMETERS; k < step.length; k++) {
            moved[k - POSE_PARAMETERS] += step[k];
        }
        return new FitState(
                Rotations.product(Rotations.about(step[0], step[1], step[2]), rotation),
                scale * Math.exp(step[3]),
                x + step[4],
                y + step[5],
                moved);
    }

    View view() {
        return new View(Pose.of(rotation), scale, new Point(x, y));
    }
}
