package io.github.arc2faceij.diffusion.sampler;

import io.github.arc2faceij.common.Tensor;
import io.github.arc2faceij.diffusion.noise.NoiseSource;

/**
 * Multistep sampling of a latent consistency model (Luo et al. 2023, arXiv 2310.04378; {@code LCMScheduler}):
 * every step jumps to the end and, but for the last one, adds the noise of the next level.
 *
 * @param levels to visit
 */
record Lcm(NoiseLevels levels) implements Sampler {

    private static final double TIMESTEP_SCALING = 10;
    private static final double DATA_SIGMA = 0.5;

    @Override
    public Tensor step(int step, Tensor latents, Tensor predictedNoise, NoiseSource noise) {
        Tensor end = consistent(step, latents, Tensors.denoised(levels, step, latents, predictedNoise));
        if (step == levels.steps() - 1) {
            return end;
        }
        double[] weights = {levels.signal(step + 1), levels.noise(step + 1)};
        return Tensors.combine(weights, end, noise.normal(latents.shape()));
    }

    /** The consistency function's boundary condition: at timestep 0 the latents stay as they are. */
    private Tensor consistent(int step, Tensor latents, Tensor denoised) {
        double scaled = levels.timestep(step) * TIMESTEP_SCALING;
        double length = Math.hypot(scaled, DATA_SIGMA);
        double skip = DATA_SIGMA * DATA_SIGMA / (length * length);
        return Tensors.combine(new double[] {scaled / length, skip}, denoised, latents);
    }
}
