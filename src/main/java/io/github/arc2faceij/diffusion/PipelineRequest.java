package io.github.arc2faceij.diffusion;

import io.github.arc2faceij.common.Arc2FaceException;
import io.github.arc2faceij.diffusion.network.Expression;
import java.util.Optional;

/**
 * What pictures are wanted.
 *
 * <pre>{@code
 * new PipelineRequest(identity, sampling).withPose(new ControlCondition(controlNet, normalMap, 1));
 * }</pre>
 *
 * @param identity of unit length, 512 numbers
 * @param sampling how many and how
 * @param pose the head's pose, if one is asked for
 * @param start what to start from, if not from noise alone
 * @param expression of the face, if one is asked for; the UNet must have the Expression Adapter
 * @param reference whose appearance to keep, if asked for; the UNet must have the Reference Adapter
 */
public record PipelineRequest(
        float[] identity,
        Sampling sampling,
        Optional<ControlCondition> pose,
        Optional<StartPicture> start,
        Optional<Expression> expression,
        Optional<ReferencePicture> reference) {

    /**
     * None of what is optional.
     *
     * @param identity of unit length, 512 numbers
     * @param sampling how many and how
     */
    public PipelineRequest(float[] identity, Sampling sampling) {
        this(identity, sampling, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    }

    /**
     * @param condition the pose
     * @return the same request in this pose
     */
    public PipelineRequest withPose(ControlCondition condition) {
        return new PipelineRequest(identity, sampling, Optional.of(condition), start, expression, reference);
    }

    /**
     * @param picture the start
     * @return the same request from this start
     */
    public PipelineRequest withStart(StartPicture picture) {
        return new PipelineRequest(identity, sampling, pose, Optional.of(picture), expression, reference);
    }

    /**
     * @param face the expression
     * @return the same request with this expression
     */
    public PipelineRequest withExpression(Expression face) {
        return new PipelineRequest(identity, sampling, pose, start, Optional.of(face), reference);
    }

    /**
     * @param picture the reference
     * @return the same request with this reference
     */
    public PipelineRequest withReference(ReferencePicture picture) {
        return new PipelineRequest(identity, sampling, pose, start, expression, Optional.of(picture));
    }

    /**
     * @param downscale of the model's autoencoder
     * @throws Arc2FaceException when the sizes do not fit the model or each other
     */
    void checkFits(int downscale) {
        int width = sampling.width();
        int height = sampling.height();
        if (width % downscale != 0 || height % downscale != 0) {
            throw new Arc2FaceException("The model cannot make pictures of " + width + " x " + height
                    + " pixels. Give multiples of " + downscale + ".");
        }
        pose.ifPresent(it ->
                checkSame("normal map", it.normalMap().dim(2), it.normalMap().dim(1)));
        start.ifPresent(it ->
                checkSame("start picture", it.picture().width(), it.picture().height()));
        reference.ifPresent(it -> checkSame(
                "reference picture", it.picture().width(), it.picture().height()));
        if (reference.isPresent() && sampling.speed() == Speed.SKIP_DEEP_BLOCKS) {
            throw new Arc2FaceException("The speed " + sampling.speed().label()
                    + " cannot be used with a reference picture, because the deep blocks look at it in"
                    + " every step. Choose Exact.");
        }
    }

    private void checkSame(String what, int width, int height) {
        if (width != sampling.width() || height != sampling.height()) {
            throw new Arc2FaceException(
                    "The " + what + " is " + width + " x " + height + " pixels, but the pictures to make are "
                            + sampling.width() + " x " + sampling.height() + ". Make them the same size.");
        }
    }
}
