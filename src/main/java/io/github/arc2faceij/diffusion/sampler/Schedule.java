package io.github.arc2faceij.diffusion.sampler;

import io.github.arc2faceij.models.NetworkConfig;
import java.nio.file.Path;
import java.util.List;

/**
 * How much noise the model was trained with at each of its timesteps: the "scaled linear" schedule of latent diffusion,
 * whose square roots of beta rise linearly, with abar_t = product of (1 - beta_s) for s up to t and sigma_t = sqrt((1 -
 * abar_t) / abar_t). Computed in float32 where diffusers 0.29.2 does.
 */
public final class Schedule {

    /** How many timesteps the model was trained with. */
    static final int TIMESTEPS = 1000;

    private final float[] sigmas;
    private final boolean endsClean;

    /**
     * @param betaStart the first beta, 0..1
     * @param betaEnd the last beta, 0..1
     * @param endsClean whether DDIM ends without noise instead of at timestep 0's ({@code set_alpha_to_one})
     */
    Schedule(double betaStart, double betaEnd, boolean endsClean) {
        this.sigmas = sigmas(betaStart, betaEnd);
        this.endsClean = endsClean;
    }

    /**
     * Which scheduler the file is for does not matter: as with diffusers' {@code from_config}, only what it says about
     * the training counts. {@code steps_offset} and {@code clip_sample} are 1 and false whatever it says, as
     * diffusers' {@code StableDiffusionPipeline} has it. Which timesteps are visited is the sampler's own, as it is with
     * the files of SD 1.5: fine-tunes that write down the {@code timestep_spacing} of the scheduler that they were saved
     * with are spaced alike.
     *
     * @param file {@code scheduler_config.json}
     * @return its schedule
     * @throws io.github.arc2faceij.common.Arc2FaceException when the file cannot be read, or the model was trained in
     *     a way that is not supported, naming the field
     */
    public static Schedule read(Path file) {
        NetworkConfig config = NetworkConfig.readFile(file);
        config.expect("num_train_timesteps", "1000");
        config.expect("prediction_type", "\"epsilon\"");
        config.expect("trained_betas", "null");
        config.word("timestep_spacing", "leading", "linspace");
        for (String field : List.of("thresholding", "rescale_betas_zero_snr")) {
            config.expect(field, "false");
        }
        config.word("beta_schedule", "scaled_linear");
        return new Schedule(
                config.fraction("beta_start"), config.fraction("beta_end"), config.flag("set_alpha_to_one", true));
    }

    /** @return what DDIM ends at: no noise, or that of timestep 0 */
    double lastSigma() {
        return endsClean ? 0 : sigmas[0];
    }

    /**
     * @param timestep 0..999
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

    private static float[] sigmas(double betaStart, double betaEnd) {
        float[] sigmas = new float[TIMESTEPS];
        double product = 1;
        for (int i = 0; i < TIMESTEPS; i++) {
            float root = linspace((float) Math.sqrt(betaStart), (float) Math.sqrt(betaEnd), i);
            product *= 1 - root * root;
            float kept = (float) product;
            sigmas[i] = (float) Math.sqrt((1 - kept) / kept);
        }
        return sigmas;
    }

    /** torch.linspace in float32, which counts from the nearer end. */
    private static float linspace(float start, float end, int index) {
        float step = (end - start) / (TIMESTEPS - 1);
        return index < TIMESTEPS / 2 ? start + step * index : end - step * (TIMESTEPS - 1 - index);
    }
}
