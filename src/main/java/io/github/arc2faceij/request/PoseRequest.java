package io.github.arc2faceij.request;

import io.github.arc2faceij.diffusion.ControlCondition;
import io.github.arc2faceij.pose.HeadShape;
import io.github.arc2faceij.pose.Pose;

/**
 * The pose that a picture is to show.
 *
 * @param shape the head: the identity's shape with the expression wanted
 * @param pose how it is turned; the roll tilts it away from the upright picture
 * @param strength of the pose ControlNet, 0..2; 1 is as it was trained
 * @param source where the pose came from, for the recipe: "landmarks of reference.png, face 1"
 */
public record PoseRequest(HeadShape shape, Pose pose, double strength, String source) {

    /**
     * @param shape of the head model in use
     * @param pose within what the ControlNet has learnt
     * @param strength 0..2
     * @param source for the recipe
     * @throws io.github.arc2faceij.common.Arc2FaceException when the strength or the pose is out of its range
     */
    public PoseRequest {
        ControlCondition.checkScale(strength);
        pose.requireFrontal();
    }

    /**
     * @param other how the head is turned instead
     * @return the same head in that pose
     */
    public PoseRequest turned(Pose other) {
        return new PoseRequest(shape, other, strength, source);
    }
}
