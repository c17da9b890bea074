package io.github.arc2faceij.diffusion.sampler;

import java.util.Arrays;

/**
 * The noise levels that one sampling run visits, from the noisiest down: for each step the timestep that the model is
 * told and sigma, the noise's standard deviation relative to the picture's; one more sigma for the end of the last
 * step.
 *
 * <p>A variance-preserving latent at a level is {@code signal * picture + noise * unit noise} with signal^2 + noise^2
 * = 1 and sigma = noise / signal.
 */
public final class NoiseLevels {

    private final double[] timesteps;
    private final float[] sigmas;

    /**
     * @param timesteps one per step
     * @param sigmas one per step and a last one, falling
     */
    NoiseLevels(double[] timesteps, float[] sigmas) {
        this.timesteps = timesteps;
        this.sigmas = sigmas;
    }

    /** @return how many steps the run takes */
    public int steps() {
        return timesteps.length;
    }

    /**
     * @param step 0..steps-1
     * @return the training timestep at the step's start
     */
    public double timestep(int step) {
        return timesteps[step];
    }

    /**
     * @param step 0..steps
     * @return noise / signal at the step's start; at the end of the last step for {@code steps}
     */
    public double sigma(int step) {
        return sigmas[step];
    }

    /**
     * @param count 1..steps
     * @return the last {@code count} steps alone
     */
    NoiseLevels last(int count) {
        int from = steps() - count;
        return new NoiseLevels(
                Arrays.copyOfRange(timesteps, from, timesteps.length), Arrays.copyOfRange(sigmas, from, sigmas.length));
    }

    /** @return the picture's weight in a variance-preserving latent, called alpha in the DPM-Solver papers */
    double signal(int step) {
        return 1 / Math.hypot(1, sigma(step));
    }

    /** @return the unit noise's weight in a variance-preserving latent */
    double noise(int step) {
        return sigma(step) * signal(step);
    }

    /** @return ln(signal / noise), called lambda in the DPM-Solver papers; infinite where there is no noise */
    double logSignalToNoise(int step) {
        return -Math.log(sigma(step));
    }
}
