package io.github.arc2faceij.diffusion.sampler;

import io.github.arc2faceij.common.Progress;
import io.github.arc2faceij.common.Tensor;
import io.github.arc2faceij.diffusion.noise.NoiseSource;

/**
 * The way from noise to latents, step by step down the noise levels. A sampler may remember earlier steps: it serves
 * one run, and its steps are taken in order. The latents are variance preserving ({@link NoiseLevels}) unless the
 * sampler says otherwise.
 *
 * <pre>{@code
 * Sampler sampler = SamplerType.DPMPP_2M.sampler(schedule, 25);
 * Tensor latents = sampler.sample(denoiser, sampler.start(noise.normal(1, 4, 64, 64)), noise, Progress.NONE);
 * }</pre>
 */
public interface Sampler {

    /** @return the noise levels that this run visits */
    NoiseLevels levels();

    /**
     * @param step 0..steps-1
     * @param latents at the step's noise level; not changed
     * @param predictedNoise the noise that the model sees in {@link #modelInput}; not changed
     * @param noise where fresh noise comes from, if the sampler wants any
     * @return the latents at the next noise level
     */
    Tensor step(int step, Tensor latents, Tensor predictedNoise, NoiseSource noise);

    /**
     * @param step 0..steps-1
     * @param latents at the step's noise level
     * @return the latents as the model was trained to see them
     */
    default Tensor modelInput(int step, Tensor latents) {
        return latents;
    }

    /**
     * @param noise unit noise
     * @return the latents to start from when there is nothing but noise
     */
    default Tensor start(Tensor noise) {
        return noise;
    }

    /**
     * @param latents of a picture, scaled as the model wants them
     * @param noise unit noise of the same shape
     * @return the latents with the noise of the run's first level: the start of image-to-image
     */
    default Tensor start(Tensor latents, Tensor noise) {
        return Tensors.combine(new double[] {levels().signal(0), levels().noise(0)}, latents, noise);
    }

    /**
     * Takes all the steps.
     *
     * @param denoiser the model
     * @param start what one of the {@code start} methods gave
     * @param noise where fresh noise comes from
     * @param progress is told each step ("Denoising 3/25") and may stop the run
     * @return the latents without noise
     */
    default Tensor sample(Denoiser denoiser, Tensor start, NoiseSource noise, Progress progress) {
        int steps = levels().steps();
        Tensor latents = start;
        for (int step = 0; step < steps; step++) {
            progress.report("Denoising " + (step + 1) + "/" + steps, (double) step / steps);
            Tensor predicted = denoiser.predictNoise(modelInput(step, latents), levels().timestep(step), progress);
            latents = step(step, latents, predicted, noise);
        }
        return latents;
    }
}
