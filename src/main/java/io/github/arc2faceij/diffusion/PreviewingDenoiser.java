package io.github.arc2faceij.diffusion;

import io.github.arc2faceij.common.Picture;
import io.github.arc2faceij.common.Progress;
import io.github.arc2faceij.common.Tensor;
import io.github.arc2faceij.diffusion.sampler.Denoiser;
import io.github.arc2faceij.diffusion.sampler.NoiseLevels;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * A denoiser that shows, after each step, the picture which the model expects at the end: what is left when the noise
 * that it saw is taken away. It serves one run, whose steps are taken in order.
 */
final class PreviewingDenoiser implements Denoiser {

    private final Denoiser denoiser;
    private final NoiseLevels levels;
    private final Supplier<LatentColors> colors;
    private int step;

    /**
     * @param denoiser the model
     * @param levels that the run visits
     * @param colors asked for when somebody looks
     */
    PreviewingDenoiser(Denoiser denoiser, NoiseLevels levels, Supplier<LatentColors> colors) {
        this.denoiser = denoiser;
        this.levels = levels;
        this.colors = colors;
    }

    @Override
    public Tensor predictNoise(Tensor latents, double timestep, Progress progress) {
        Tensor noise = denoiser.predictNoise(latents, timestep, progress);
        double sigma = levels.sigma(step++);
        progress.sketch(() -> pictures(expected(latents, noise, sigma)));
        return noise;
    }

    /** The latents are sqrt(1 / (1 + sigma^2)) * (picture + sigma * noise). */
    private static Tensor expected(Tensor latents, Tensor noise, double sigma) {
        Tensor expected = latents.copy();
        float[] data = expected.data();
        double scale = Math.hypot(1, sigma);
        for (int i = 0; i < data.length; i++) {
            data[i] = (float) (scale * data[i] - sigma * noise.data()[i]);
        }
        return expected;
    }

    private List<Picture> pictures(Tensor expected) {
        return IntStream.range(0, expected.dim(0))
                .mapToObj(i -> colors.get().picture(expected, i))
                .toList();
    }
}
