package io.github.arc2faceij.diffusion;

import io.github.arc2faceij.common.Picture;
import io.github.arc2faceij.common.Progress;
import io.github.arc2faceij.common.Tensor;
import io.github.arc2faceij.diffusion.sampler.Denoiser;
import io.github.arc2faceij.diffusion.sampler.NoiseLevels;

/**
 * A denoiser that keeps the start picture outside a mask: there, whatever differs from the picture is called noise, so
 * every sampler comes to the picture itself, and the model sees it around what it draws (blended latent diffusion:
 * Avrahami, Fried and Lischinski 2023, arXiv 2206.02779). It serves one run, whose steps are taken in order.
 */
final class KeepingDenoiser implements Denoiser {

    private final Denoiser denoiser;
    private final NoiseLevels levels;
    private final Tensor kept;
    private final float[] mask;
    private int step;

    /**
     * @param denoiser the model
     * @param levels that the run visits
     * @param kept [batch, 4, height/8, width/8], the latents of the start picture
     * @param mask of the size of the pictures
     */
    KeepingDenoiser(Denoiser denoiser, NoiseLevels levels, Tensor kept, Picture mask) {
        this.denoiser = denoiser;
        this.levels = levels;
        this.kept = kept;
        this.mask = means(mask, kept.dim(3), kept.dim(2));
    }

    @Override
    public Tensor predictNoise(Tensor latents, double timestep, Progress progress) {
        Tensor noise = denoiser.predictNoise(latents, timestep, progress);
        double sigma = levels.sigma(step++);
        double scale = Math.hypot(1, sigma);
        float[] data = noise.data();
        for (int i = 0; i < data.length; i++) {
            // The latents are sqrt(1 / (1 + sigma^2)) * (picture + sigma * noise).
            double known = (scale * latents.data()[i] - kept.data()[i]) / sigma;
            data[i] += (float) ((1 - mask[i % mask.length]) * (known - data[i]));
        }
        return noise;
    }

    /** Of the square of pixels that each latent stands for. */
    private static float[] means(Picture mask, int columns, int rows) {
        int side = mask.width() / columns;
        float[] means = new float[columns * rows];
        for (int y = 0; y < rows * side; y++) {
            for (int x = 0; x < columns * side; x++) {
                means[y / side * columns + x / side] += mask.get(x, y, 0) / 255f / (side * side);
            }
        }
        return means;
    }
}
