package io.github.arc2faceij.diffusion.sampler;

import static io.github.arc2faceij.diffusion.sampler.Tensors.combine;

import io.github.arc2faceij.common.Tensor;
import io.github.arc2faceij.diffusion.noise.NoiseSource;

/**
 * UniPC of order 2 with B(h) = e^h - 1 on the denoised latents (Zhao et al. 2023, arXiv 2302.04867, "bh2"; {@code
 * UniPCMultistepScheduler}): each model output first corrects the latents that it was computed from, then predicts the
 * next ones. The first and the last step predict with order 1.
 */
final class UniPc implements Sampler {

    private final NoiseLevels levels;
    private Tensor lastLatents;
    private Tensor newest;
    private Tensor older;

    UniPc(NoiseLevels levels) {
        this.levels = levels;
    }

    @Override
    public NoiseLevels levels() {
        return levels;
    }

    @Override
    public Tensor step(int step, Tensor latents, Tensor predictedNoise, NoiseSource noise) {
        Tensor denoised = Tensors.denoised(levels, step, latents, predictedNoise);
        lastLatents = step == 0 ? latents : corrected(step, denoised);
        older = newest;
        newest = denoised;
        return predicted(step);
    }

    /** @return the latents at the end of the step */
    private Tensor predicted(int step) {
        double keep = levels.noise(step + 1) / levels.noise(step);
        double gain = -levels.signal(step + 1) * Math.expm1(-stride(step));
        if (step == 0 || step == levels.steps() - 1) {
            return combine(new double[] {keep, gain}, lastLatents, newest);
        }
        double slope = 0.5 / ratio(step);
        return combine(new double[] {keep, gain * (1 - slope), gain * slope}, lastLatents, newest, older);
    }

    /** @return the latents at the end of the step before, once more, now that the model has seen them */
    private Tensor corrected(int step, Tensor denoised) {
        int before = step - 1;
        double h = stride(before);
        double keep = levels.noise(step) / levels.noise(before);
        double gain = -levels.signal(step) * Math.expm1(-h);
        if (before == 0) {
            return combine(new double[] {keep, gain / 2, gain / 2}, lastLatents, newest, denoised);
        }
        double ratio = ratio(before);
        double first = phi2(h) / Math.expm1(-h);
        double second = 2 * phi3(h) / Math.expm1(-h);
        double past = (first - second) / (1 - ratio);
        double present = first - past;
        double slope = past / ratio;
        double[] weights = {keep, gain * (1 - slope - present), gain * slope, gain * present};
        return combine(weights, lastLatents, newest, older, denoised);
    }

    /** @return the step's length in ln(signal / noise), called h */
    private double stride(int step) {
        return levels.logSignalToNoise(step + 1) - levels.logSignalToNoise(step);
    }

    /** @return where the step before this one started, in lengths of this step; negative */
    private double ratio(int step) {
        return -stride(step - 1) / stride(step);
    }

    private static double phi2(double h) {
        return Math.expm1(-h) / -h - 1;
    }

    private static double phi3(double h) {
        return phi2(h) / -h - 0.5;
    }
}
