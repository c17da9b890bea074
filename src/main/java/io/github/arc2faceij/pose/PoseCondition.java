package io.github.arc2faceij.pose;

import io.github.arc2faceij.common.Landmarks.Point;
import io.github.arc2faceij.common.Picture;

/**
 * The condition of the pose ControlNet: the normal map of a head, cut as FFHQ cuts that head by its own 68 landmarks. All
 * training pictures were cut so; the picture that comes out lies over the reference as {@link FfhqAlignment} cuts it.
 *
 * <pre>{@code
 * HeadFit reference = new HeadFitter(head).fit(HeadPoints.of(landmarks));
 * Picture condition = PoseCondition.picture(head, reference.shape(), reference.pose().withRoll(0), 512);
 * }</pre>
 */
public final class PoseCondition {

    private static final Point NOWHERE = new Point(0, 0);

    private PoseCondition() {}

    /**
     * @param head a head model
     * @param shape the identity's shape, with the expression wanted
     * @param pose yaw and pitch of the head; the roll tilts it away from the upright cut (0: as FFHQ cuts it)
     * @param size width and height in pixels
     * @return the normal map
     * @throws io.github.arc2faceij.common.Arc2FaceException when the head is turned further than the ControlNet knows
     */
    public static Picture picture(HeadModel head, HeadShape shape, Pose pose, int size) {
        return NormalMap.render(head, shape, view(head, shape, pose.requireFrontal(), size), size, size);
    }

    /**
     * Where the head lies in that picture. FFHQ turns a picture until the eyes are level and the mouth is below them, so
     * the roll of the view differs from the pose's by what yaw and pitch together tilt the face.
     *
     * @param head a head model
     * @param shape that head's coefficients
     * @param pose yaw and pitch of the head; the roll tilts it away from the upright cut
     * @param size width and height of the picture in pixels
     * @return the view
     */
    public static View view(HeadModel head, HeadShape shape, Pose pose, int size) {
        View unit = new View(pose.withRoll(0), 1, NOWHERE);
        FfhqSquare square = FfhqSquare.of(head.landmarks(shape, unit));
        double scale = size / square.side();
        double eyeLine = Math.atan2(square.halfX().y(), square.halfX().x());
        double roll = eyeLine + Math.toRadians(pose.roll());
        double x = Math.cos(roll) * square.centre().x()
                + Math.sin(roll) * square.centre().y();
        double y = Math.cos(roll) * square.centre().y()
                - Math.sin(roll) * square.centre().x();
        double middle = size / 2.0 - 0.5;
        return new View(pose.withRoll(Math.toDegrees(roll)), scale, new Point(middle - scale * x, middle - scale * y));
    }
}
