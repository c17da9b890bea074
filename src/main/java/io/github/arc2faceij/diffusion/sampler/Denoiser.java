package io.github.arc2faceij.diffusion.sampler;

import io.github.arc2faceij.common.Progress;
import io.github.arc2faceij.common.Tensor;

/** A model that sees noisy latents and tells the noise in them, whatever networks and conditions are behind it. */
@FunctionalInterface
public interface Denoiser {

    /**
     * @param latents [batch, 4, height/8, width/8], scaled as {@link Sampler#modelInput} gives them; not changed
     * @param timestep the training timestep, 0..999, perhaps between two of them
     * @param progress to ask for a wish to stop
     * @return the noise in the latents, of the same shape
     */
    Tensor predictNoise(Tensor latents, double timestep, Progress progress);
}
