package io.github.arc2faceij.diffusion;

import io.github.arc2faceij.common.Arc2FaceException;
import io.github.arc2faceij.diffusion.prompt.IdentityPrompt;
import io.github.arc2faceij.diffusion.prompt.Prompt;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What pictures are wanted.
 *
 * <pre>{@code
 * new PipelineRequest(identity, sampling).with(new ControlNetConditioning(controlNet, normalMap, 1));
 * }</pre>
 *
 * @param prompt what the pictures are to show
 * @param sampling how many and how
 * @param conditionings what the steps follow besides the prompt; the UNet must have the adapters that they need
 * @param start what to start from, if not from noise alone
 */
public record PipelineRequest(
        Prompt prompt, Sampling sampling, List<Conditioning> conditionings, Optional<StartPicture> start) {

    /**
     * @param prompt what the pictures are to show
     * @param sampling how many and how
     * @param conditionings copied
     * @param start what to start from, if not from noise alone
     */
    public PipelineRequest {
        conditionings = List.copyOf(conditionings);
    }

    /**
     * One person's pictures, and none of what is optional.
     *
     * @param identity of unit length, 512 numbers
     * @param sampling how many and how
     */
    public PipelineRequest(float[] identity, Sampling sampling) {
        this(new IdentityPrompt(identity), sampling);
    }

    /**
     * None of what is optional.
     *
     * @param prompt what the pictures are to show
     * @param sampling how many and how
     */
    public PipelineRequest(Prompt prompt, Sampling sampling) {
        this(prompt, sampling, List.of(), Optional.empty());
    }

    /**
     * @param conditioning one more
     * @return the same request with it
     */
    public PipelineRequest with(Conditioning conditioning) {
        List<Conditioning> more = new ArrayList<>(conditionings);
        more.add(conditioning);
        return new PipelineRequest(prompt, sampling, more, start);
    }

    /**
     * @param picture the start
     * @return the same request from this start
     */
    public PipelineRequest withStart(StartPicture picture) {
        return new PipelineRequest(prompt, sampling, conditionings, Optional.of(picture));
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
        conditionings.forEach(conditioning -> conditioning.check(sampling));
        start.ifPresent(it -> sampling.checkSize(
                "start picture", it.picture().width(), it.picture().height()));
    }
}
