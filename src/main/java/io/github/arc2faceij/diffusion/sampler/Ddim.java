package io.github.arc2faceij.diffusion.sampler;

import io.github.arc2faceij.common.Tensor;
import io.github.arc2faceij.diffusion.noise.NoiseSource;

/**
 * DDIM without fresh noise (Song et al. 2020, arXiv 2010.02502, equation 12 with eta 0; {@code DDIMScheduler}).
 *
 * @param levels to visit
 */
record Ddim(NoiseLevels levels) implements Sampler {

    @Override
    public Tensor step(int step, Tensor latents, Tensor predictedNoise, NoiseSource noise) {
        Tensor denoised = Tensors.denoised(levels, step, latents, predictedNoise);
        double[] weights = {levels.signal(step + 1), levels.noise(step + 1)};
        return Tensors.combine(weights, denoised, predictedNoise);
    }
}
