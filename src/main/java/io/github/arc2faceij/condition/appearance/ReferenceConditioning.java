package io.github.arc2faceij.condition.appearance;

import io.github.arc2faceij.common.Arc2FaceException;
import io.github.arc2faceij.common.Picture;
import io.github.arc2faceij.common.Progress;
import io.github.arc2faceij.common.Tensor;
import io.github.arc2faceij.diffusion.Conditioning;
import io.github.arc2faceij.diffusion.EncodedPrompt;
import io.github.arc2faceij.diffusion.Sampling;
import io.github.arc2faceij.diffusion.Speed;
import io.github.arc2faceij.diffusion.StepInputs;
import io.github.arc2faceij.diffusion.network.PassInputs;
import io.github.arc2faceij.diffusion.network.Pixels;
import io.github.arc2faceij.diffusion.network.Vae;

/**
 * A picture whose appearance and background the pictures to make keep, by the Reference Adapter.
 *
 * @param network that looks at it; it belongs to the caller
 * @param picture aligned as FFHQ, of the size of the pictures to make
 */
public record ReferenceConditioning(ReferenceUNet network, Picture picture) implements Conditioning {

    @Override
    public void check(Sampling sampling) {
        sampling.checkSize("reference picture", picture.width(), picture.height());
        if (sampling.speed() == Speed.SKIP_DEEP_BLOCKS) {
            throw new Arc2FaceException("The speed " + sampling.speed().label() + " cannot be used with a"
                    + " reference picture, because the deep blocks look at it in every step. Choose Exact.");
        }
    }

    @Override
    public StepInputs begin(Vae vae, EncodedPrompt prompt, Progress progress) {
        PassInputs seen = network.look(mean(vae, progress), prompt.context(), progress);
        return (batch, asked) -> seen;
    }

    /** The most probable latents: the Reference Adapter's authors draw them from noise that no seed repeats. */
    private Tensor mean(Vae vae, Progress progress) {
        Tensor latents = vae.encode(Pixels.toTensor(picture), progress).mean();
        float[] data = latents.data();
        for (int i = 0; i < data.length; i++) {
            data[i] *= (float) vae.scalingFactor();
        }
        return latents;
    }
}
