package io.github.arc2faceij.diffusion.sampler;

import static io.github.arc2faceij.diffusion.sampler.Tensors.combine;

import io.github.arc2faceij.common.Tensor;
import io.github.arc2faceij.diffusion.noise.NoiseSource;

/**
 * Euler's method on the probability-flow equation in sigma (Karras et al. 2022, arXiv 2206.00364, algorithm 2 without
 * second order and churn; {@code EulerDiscreteScheduler}), or its ancestral form, which steps further down and adds
 * fresh noise ({@code EulerAncestralDiscreteScheduler}). The latents are variance exploding: picture + sigma * unit
 * noise.
 *
 * @param levels to visit
 * @param ancestral whether to add fresh noise
 */
record EulerSampler(NoiseLevels levels, boolean ancestral) implements Sampler {

    @Override
    public Tensor modelInput(int step, Tensor latents) {
        return combine(new double[] {levels.signal(step)}, latents);
    }

    @Override
    public Tensor start(Tensor noise) {
        return combine(new double[] {levels.sigma(0)}, noise);
    }

    @Override
    public Tensor start(Tensor latents, Tensor noise) {
        return combine(new double[] {1, levels.sigma(0)}, latents, noise);
    }

    @Override
    public Tensor step(int step, Tensor latents, Tensor predictedNoise, NoiseSource noise) {
        double from = levels.sigma(step);
        double to = levels.sigma(step + 1);
        if (!ancestral) {
            return combine(new double[] {1, to - from}, latents, predictedNoise);
        }
        double added = to * Math.sqrt((from - to) * (from + to)) / from;
        double down = Math.sqrt((to - added) * (to + added));
        Tensor fresh = noise.normal(latents.shape());
        return combine(new double[] {1, down - from, added}, latents, predictedNoise, fresh);
    }
}
