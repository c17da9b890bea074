package io.github.arc2faceij.pose;

import io.github.arc2faceij.common.Landmarks.Point;
import io.github.arc2faceij.common.Picture;

/**
 * The condition of the pose ControlNet: the normal map of a head, cut as FFHQ cuts that head by its own 68 landmarks. All
 * training pictures were cut so; the picture that comes out lies over the reference as {@link FfhqAlignment} cuts it.
 *
 * <pre>{@code
 * HeadFit reference = new HeadFitter(head).fit(HeadPoints.of(landmarks));
 * Picture condition = PosePicture.picture(head, reference.shape(), reference.pose().withRoll(0), 512, 512);
 * }</pre>
 */
public final class PosePicture {

    private static final Point NOWHERE = new Point(0, 0);

    private PosePicture() {}

    /**
     * @param head a head model
     * @param shape the identity's shape, with the expression wanted
     * @param pose yaw and pitch of the head; the roll tilts it away from the upright cut (0: as FFHQ cuts it)
     * @param width in pixels
     * @param height in pixels
     * @return the normal map; the head lies as in a square of the smaller side, in the middle
     * @throws io.github.arc2faceij.common.Arc2FaceException when the head is turned further than the ControlNet knows
     */
    public static Picture picture(HeadModel head, HeadShape shape, Pose pose, int width, int height) {
        View view = view(head, shape, pose.requireFrontal(), width, height);
        return NormalMap.render(head, shape, view, width, height);
    }

    /**
     * Where the head lies in that picture. FFHQ turns a picture until the eyes are level and the mouth is below them, so
     * the roll of the view differs from the pose's by what yaw and pitch together tilt the face.
     *
     * @param head a head model
     * @param shape that head's coefficients
     * @param pose yaw and pitch of the head; the roll tilts it away from the upright cut
     * @param width of the picture in pixels
     * @param height of the picture in pixels
     * @return the view
     */
    public static View view(HeadModel head, HeadShape shape, Pose pose, int width, int height) {
        View unit = new View(pose.withRoll(0), 1, NOWHERE);
        FfhqSquare square = FfhqSquare.of(head.landmarks(shape, unit));
        double scale = Math.min(width, height) / square.side();
        double eyeLine = Math.atan2(square.halfX().y(), square.halfX().x());
        double roll = eyeLine + Math.toRadians(pose.roll());
        double x = Math.cos(roll) * square.centre().x()
                + Math.sin(roll) * square.centre().y();
        double y = Math.cos(roll) * square.centre().y()
                - Math.sin(roll) * square.centre().x();
        Point origin = new Point(width / 2.0 - 0.5 - scale * x, height / 2.0 - 0.5 - scale * y);
        return new View(pose.withRoll(Math.toDegrees(roll)), scale, origin);
    }
}
