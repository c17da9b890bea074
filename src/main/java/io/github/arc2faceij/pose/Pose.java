package io.github.arc2faceij.pose;

import io.github.arc2faceij.common.Arc2FaceException;
import io.github.arc2faceij.common.BesideLimit;
import java.util.Locale;

/**
 * How a head is turned, in degrees as the viewer sees it. The head's own axes are x to the viewer's right, y up and z to
 * the viewer; the rotation is Rz(roll) Rx(pitch) Ry(yaw): yaw first, roll last.
 *
 * <pre>{@code
 * Pose halfway = Pose.FRONTAL.towards(new Pose(40, 10, 0), 0.5);
 * }</pre>
 *
 * @param yaw positive: the face turns to the picture's right
 * @param pitch positive: the face turns up
 * @param roll positive: the head tilts counter-clockwise in the picture
 */
public record Pose(double yaw, double pitch, double roll) {

    /** The face looks straight at the viewer. */
    public static final Pose FRONTAL = new Pose(0, 0, 0);

    /** Arc2Face's ControlNet has learnt the frontal hemisphere only; beyond this yaw its heads are random. */
    public static final double MAX_YAW = 60;

    /** As {@link #MAX_YAW}, up and down. */
    public static final double MAX_PITCH = 45;

    /**
     * @param yaw positive: the face turns to the picture's right
     * @param pitch positive: the face turns up
     * @param roll positive: the head tilts counter-clockwise in the picture
     * @throws IllegalArgumentException when an angle is not a finite number
     */
    public Pose {
        if (!Double.isFinite(yaw) || !Double.isFinite(pitch) || !Double.isFinite(roll)) {
            throw new IllegalArgumentException("not a pose: " + yaw + ", " + pitch + ", " + roll);
        }
    }

    /**
     * @param rotation 3 x 3, row-major, maps the head's axes to the picture's (x right, y up, z to the viewer)
     * @return its angles; yaw and roll within +-180, pitch within +-90
     */
    public static Pose of(double[] rotation) {
        double pitch = Math.asin(Math.max(-1, Math.min(1, -rotation[7])));
        return new Pose(
                Math.toDegrees(Math.atan2(-rotation[6], rotation[8])),
                Math.toDegrees(pitch),
                Math.toDegrees(Math.atan2(-rotation[1], rotation[4])));
    }

    /** @return the rotation, 3 x 3, row-major, from the head's axes to the picture's */
    public double[] rotation() {
        double[] turned = Rotations.about(0, Math.toRadians(yaw), 0);
        double[] nodded = Rotations.about(-Math.toRadians(pitch), 0, 0);
        double[] tilted = Rotations.about(0, 0, Math.toRadians(roll));
        return Rotations.product(tilted, Rotations.product(nodded, turned));
    }

    /**
     * @param newRoll in degrees
     * @return the same yaw and pitch with another roll
     */
    public Pose withRoll(double newRoll) {
        return new Pose(yaw, pitch, newRoll);
    }

    /** @return {@code yaw 20.0, pitch -5.0, roll 0.0}, in degrees */
    public String label() {
        return String.format(Locale.ROOT, "yaw %.1f, pitch %.1f, roll %.1f", shown(yaw), shown(pitch), shown(roll));
    }

    /** Adding 0 makes a plain zero of a negative one. */
    private static double shown(double angle) {
        return Math.rint(10 * angle) / 10 + 0.0;
    }

    /**
     * The shortest way between two poses, at an even pace (slerp: Shoemake, Animating Rotation with Quaternion Curves,
     * 1985).
     *
     * @param other where the way leads
     * @param share 0 gives this pose, 1 the other one
     * @return the pose on the way
     * @throws Arc2FaceException when the poses are half a turn apart
     */
    public Pose towards(Pose other, double share) {
        double[] axis = Rotations.axis(Rotations.product(other.rotation(), Rotations.inverse(rotation())));
        double[] part = Rotations.about(share * axis[0], share * axis[1], share * axis[2]);
        return of(Rotations.product(part, rotation()));
    }

    /**
     * @return this pose
     * @throws Arc2FaceException when the head is turned further than the pose ControlNet has learnt
     */
    public Pose requireFrontal() {
        if (Math.abs(yaw) > MAX_YAW || Math.abs(pitch) > MAX_PITCH) {
            throw new Arc2FaceException(String.format(
                    Locale.ROOT,
                    "The head is turned too far (yaw %s, pitch %s degrees): Arc2Face knows yaw up to %.0f and pitch"
                            + " up to %.0f. Use a more frontal pose.",
                    BesideLimit.text(yaw, MAX_YAW, 0),
                    BesideLimit.text(pitch, MAX_PITCH, 0),
                    MAX_YAW,
                    MAX_PITCH));
        }
        return this;
    }
}
