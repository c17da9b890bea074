package io.github.arc2faceij.diffusion.sampler;

import static io.github.arc2faceij.diffusion.sampler.Tensors.combine;

import io.github.arc2faceij.common.Tensor;
import io.github.arc2faceij.diffusion.noise.NoiseSource;

/**
 * DPM-Solver++(2M), the multistep solver of order 2 with the midpoint rule (Lu et al. 2022, arXiv 2211.01095, algorithm
 * 2; {@code DPMSolverMultistepScheduler}). The first step and the one that ends without noise are of order 1.
 */
final class DpmSolver2M implements Sampler {

    private final NoiseLevels levels;
    private Tensor previous;

    DpmSolver2M(NoiseLevels levels) {
        this.levels = levels;
    }

    @Override
    public NoiseLevels levels() {
        return levels;
    }

    @Override
    public Tensor step(int step, Tensor latents, Tensor predictedNoise, NoiseSource noise) {
        Tensor denoised = Tensors.denoised(levels, step, latents, predictedNoise);
        double h = logSignalToNoiseGain(step);
        double keep = levels.noise(step + 1) / levels.noise(step);
        double gain = -levels.signal(step + 1) * Math.expm1(-h);
        // Without noise at the end h is infinite, and the slope between two guesses has no meaning.
        double slope = step == 0 || Double.isInfinite(h) ? 0 : h / (2 * logSignalToNoiseGain(step - 1));
        Tensor next = combine(
                new double[] {keep, gain * (1 + slope), -gain * slope},
                latents,
                denoised,
                slope == 0 ? denoised : previous);
        previous = denoised;
        return next;
    }

    private double logSignalToNoiseGain(int step) {
        return levels.logSignalToNoise(step + 1) - levels.logSignalToNoise(step);
    }
}
