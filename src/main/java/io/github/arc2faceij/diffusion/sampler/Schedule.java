package io.github.arc2faceij.diffusion.sampler;

/**
 * How much noise the model was trained with at each of its timesteps: the "scaled linear" schedule of latent diffusion,
 * whose square roots of beta rise linearly, with abar_t = product of (1 - beta_s) for s up to t and sigma_t = sqrt((1 -
 * abar_t) / abar_t). Computed in float32 where diffusers 0.29.2 does.
 */
public final class Schedule {

    private final float[] sigmas;
    private final int stepsOffset;
    private final boolean endsClean;

    /**
     * @param betaStart the first beta, 0..1
     * @param betaEnd the last beta, 0..1
     * @param timesteps how many timesteps the model was trained with, at least 2
     * @param stepsOffset added to evenly spaced timesteps by the samplers that start from the lowest
     * @param endsClean whether such samplers end without noise instead of at timestep 0's ({@code set_alpha_to_one})
     */
    Schedule(double betaStart, double betaEnd, int timesteps, int stepsOffset, boolean endsClean) {
        this.sigmas = sigmas(betaStart, betaEnd, timesteps);
        this.stepsOffset = stepsOffset;
        this.endsClean = endsClean;
    }

    /** @return how many timesteps the model was trained with */
    int timesteps() {
        return sigmas.length;
    }

    int stepsOffset() {
        return stepsOffset;
    }

    boolean endsClean() {
        return endsClean;
    }

    /**
     * @param timestep 0..timesteps-1
     * @return its sigma, linear between whole timesteps
     */
    double sigma(double timestep) {
        int below = Math.min((int) timestep, sigmas.length - 2);
        double slope = (double) sigmas[below + 1] - sigmas[below];
        return slope * (timestep - below) + sigmas[below];
    }

    /**
     * @param sigma more than 0
     * @return the timestep of that sigma, linear in ln(sigma) between whole timesteps; the first or the last outside
     */
    double timestep(double sigma) {
        int below = 0;
        while (below < sigmas.length - 2 && sigmas[below + 1] <= sigma) {
            below++;
        }
        double low = Math.log(sigmas[below]);
        double high = Math.log(sigmas[below + 1]);
        double weight = (low - Math.log(sigma)) / (low - high);
        return below + Math.min(Math.max(weight, 0), 1);
    }

    private static float[] sigmas(double betaStart, double betaEnd, int count) {
        float[] sigmas = new float[count];
        double product = 1;
        for (int i = 0; i < count; i++) {
            float root = linspace((float) Math.sqrt(betaStart), (float) Math.sqrt(betaEnd), count, i);
            product *= 1 - root * root;
            float kept = (float) product;
            sigmas[i] = (float) Math.sqrt((1 - kept) / kept);
        }
        return sigmas;
    }

    /** torch.linspace in float32, which counts from the nearer end. */
    private static float linspace(float start, float end, int count, int index) {
        float step = (end - start) / (count - 1);
        return index < count / 2 ? start + step * index : end - step * (count - 1 - index);
    }
}
