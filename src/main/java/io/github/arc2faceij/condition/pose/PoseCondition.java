package io.github.arc2faceij.condition.pose;

import io.github.arc2faceij.common.Arc2FaceException;
import io.github.arc2faceij.common.Picture;
import io.github.arc2faceij.common.Progress;
import io.github.arc2faceij.common.Sha256;
import io.github.arc2faceij.condition.Condition;
import io.github.arc2faceij.condition.ConditionKind;
import io.github.arc2faceij.condition.Networks;
import io.github.arc2faceij.diffusion.Conditioning;
import io.github.arc2faceij.diffusion.Sampling;
import io.github.arc2faceij.pose.HeadShape;
import io.github.arc2faceij.pose.Pose;
import io.github.arc2faceij.pose.PosePicture;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.DoubleStream;

/**
 * The pose that a picture is to show.
 *
 * @param shape the head: the identity's shape with the expression wanted
 * @param pose how it is turned; the roll tilts it away from the upright picture
 * @param strength of the pose ControlNet, 0..2; 1 is as it was trained
 * @param source where the pose came from, for the recipe: "landmarks of reference.png, face 1"
 * @param share how far the shape has come from the person's own to that with the expression of the source, where that is
 *     not what the number of frames says; null where it is
 */
public record PoseCondition(HeadShape shape, Pose pose, double strength, String source, Double share)
        implements Condition {

    /** Its kind. What a recipe says of a pose is not enough to make it again: the head's shape comes from the images. */
    public static final ConditionKind<Part> KIND = new ConditionKind<>(
            "pose",
            Part.class,
            false,
            Set.of("yaw", "pitch", "roll", "strength", "source"),
            part -> List.of(), // a recipe names the source of its pose by itself
            (part, sources) -> Optional.empty());

    /**
     * The pose of a picture in a recipe.
     *
     * @param yaw in degrees, positive: to the picture's right
     * @param pitch in degrees, positive: up
     * @param roll in degrees, positive: counter-clockwise away from the upright picture
     * @param strength of the pose ControlNet
     * @param source where the pose came from
     * @param share how far the shape has come to that with the expression of the source; null for what the number of
     *     frames says
     * @param head the head model's file or folder: {@code head} is the bundled one
     * @param shapeHash SHA-256 of the head's identity and expression coefficients, as big-endian 32-bit floats
     */
    public record Part(
            double yaw,
            double pitch,
            double roll,
            double strength,
            String source,
            Double share,
            String head,
            String shapeHash) {

        /** @return how the head is turned */
        public Pose angles() {
            return new Pose(yaw, pitch, roll);
        }

        /** @return {@code yaw 20.0, pitch -5.0, roll 0.0}, or {@code expression 0.35} where that is what changes */
        public String label() {
            return share == null ? angles().label() : String.format(Locale.ROOT, "expression %.2f", share);
        }
    }

    /**
     * @param shape of the head model in use
     * @param pose within what the ControlNet has learnt
     * @param strength 0..2
     * @param source for the recipe
     * @param share 0..1, or null
     * @throws Arc2FaceException when the strength, the pose or the share is out of its range
     */
    public PoseCondition {
        if (share != null && !(share >= 0 && share <= 1)) {
            throw new Arc2FaceException("The share of an expression must lie between 0 and 1, not " + share + ".");
        }
        ControlNetConditioning.checkScale(strength);
        pose.requireFrontal();
    }

    /**
     * @param shape of the head model in use
     * @param pose within what the ControlNet has learnt
     * @param strength 0..2
     * @param source for the recipe
     * @throws io.github.arc2faceij.common.Arc2FaceException when the strength or the pose is out of its range
     */
    public PoseCondition(HeadShape shape, Pose pose, double strength, String source) {
        this(shape, pose, strength, source, null);
    }

    /**
     * @param other how the head is turned instead
     * @return the same head in that pose
     */
    public PoseCondition turned(Pose other) {
        return new PoseCondition(shape, other, strength, source, share);
    }

    @Override
    public ConditionKind<?> kind() {
        return KIND;
    }

    @Override
    public Part part(Networks networks) {
        double[] coefficients = DoubleStream.concat(
                        DoubleStream.of(shape.identity()), DoubleStream.of(shape.expression()))
                .toArray();
        float[] numbers = new float[coefficients.length];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = (float) coefficients[i];
        }
        return new Part(
                pose.yaw(),
                pose.pitch(),
                pose.roll(),
                strength,
                source,
                share,
                networks.headName(),
                Sha256.of(numbers));
    }

    @Override
    public Optional<Conditioning> open(Networks networks, Sampling sampling, Progress progress) {
        Picture map = PosePicture.picture(networks.head(), shape, pose, sampling.width(), sampling.height());
        return Optional.of(ControlNetConditioning.open(networks, map, strength));
    }
}
