package io.github.arc2faceij.diffusion;

import io.github.arc2faceij.common.Progress;
import io.github.arc2faceij.common.Tensor;
import io.github.arc2faceij.diffusion.sampler.Denoiser;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A network under a prompt with classifier-free guidance (Ho and Salimans 2022, arXiv 2207.12598): noise = empty +
 * guidance * (prompt - empty), both from one batch [empty; prompt] as in diffusers' {@code StableDiffusionPipeline}.
 * With guidance up to 1, and below the last timestep that is guided, only the prompt is asked. Many pictures go through
 * the network a few at a time, which bounds the memory. It counts the steps, so it serves one run.
 */
final class GuidedDenoiser implements Denoiser {

    /** The UNet with whatever else conditions it. */
    @FunctionalInterface
    interface Network {

        /**
         * @param batch latents and prompts
         * @param progress to ask for a wish to stop
         * @return the noise, of the latents' shape
         */
        Tensor predictNoise(Batch batch, Progress progress);
    }

    private final Network network;
    private final Tensor empty;
    private final Tensor prompt;
    private final double guidance;
    private final double lastGuided;
    private final Passes passes;
    private final Map<List<Integer>, Tensor> contexts = new HashMap<>();
    private int steps;

    /**
     * @param network the network
     * @param empty the context of the empty prompt, [1, 77, hidden]
     * @param prompt the context of the identity's prompt, [1, 77, hidden]
     * @param guidance the guidance scale
     * @param lastGuided the lowest timestep that is guided
     * @param rows how many latents may go through the network at once, those under the empty prompt included
     */
    GuidedDenoiser(Network network, Tensor empty, Tensor prompt, double guidance, double lastGuided, int rows) {
        this.network = network;
        this.empty = empty;
        this.prompt = prompt;
        this.guidance = guidance;
        this.lastGuided = lastGuided;
        this.passes = new Passes(rows, rowsPerPicture(guidance));
    }

    /**
     * @param guidance the guidance scale
     * @return how many latents go through the network for one picture
     */
    static int rowsPerPicture(double guidance) {
        return guidance > 1 ? 2 : 1;
    }

    @Override
    public Tensor predictNoise(Tensor latents, double timestep, Progress progress) {
        int step = steps++;
        boolean guided = rowsPerPicture(guidance) > 1 && timestep >= lastGuided;
        return passes.run(latents.dim(0), (from, to, apart) -> {
            progress.checkCancelled();
            Batch prompted = batch(step, timestep, latents.slice(from, to), from);
            return guided ? guided(prompted, apart, progress) : network.predictNoise(prompted, progress);
        });
    }

    private Batch batch(int step, double timestep, Tensor latents, int first) {
        return new Batch(step, timestep, latents, contexts(0, latents.dim(0)), first, 0);
    }

    private Tensor guided(Batch prompted, boolean apart, Progress progress) {
        int count = prompted.rows();
        Tensor both = apart
                ? Tensor.concat(
                        network.predictNoise(underEmpty(prompted), progress), network.predictNoise(prompted, progress))
                : network.predictNoise(underBoth(prompted), progress);
        Tensor noise = both.slice(0, count);
        float[] data = noise.data();
        for (int i = 0; i < data.length; i++) {
            float towards = both.data()[data.length + i] - data[i];
            data[i] += (float) guidance * towards;
        }
        return noise;
    }

    private Batch underEmpty(Batch batch) {
        int count = batch.rows();
        return new Batch(batch.step(), batch.timestep(), batch.latents(), contexts(count, 0), batch.first(), count);
    }

    private Batch underBoth(Batch batch) {
        int count = batch.rows();
        Tensor twice = Tensor.concat(batch.latents(), batch.latents());
        return new Batch(batch.step(), batch.timestep(), twice, contexts(count, count), batch.first(), count);
    }

    /** What the rows of a batch attend to: the same in step after step, so it is laid out once. */
    private Tensor contexts(int empties, int prompts) {
        return contexts.computeIfAbsent(List.of(empties, prompts), counts -> {
            Tensor[] rows = new Tensor[empties + prompts];
            Arrays.fill(rows, 0, empties, empty);
            Arrays.fill(rows, empties, rows.length, prompt);
            return Tensor.concat(rows);
        });
    }
}
