package io.github.arc2faceij.diffusion;

import io.github.arc2faceij.common.Progress;
import io.github.arc2faceij.common.Tensor;
import io.github.arc2faceij.diffusion.sampler.Denoiser;

/**
 * A network under a prompt with classifier-free guidance (Ho and Salimans 2022, arXiv 2207.12598): noise = empty +
 * guidance * (prompt - empty), both from one batch [empty; prompt] as in diffusers' {@code StableDiffusionPipeline}.
 * With guidance up to 1 only the prompt is asked. Many pictures go through the network a few at a time, which bounds
 * the memory.
 */
final class GuidedDenoiser implements Denoiser {

    /** The UNet with whatever else conditions it. */
    @FunctionalInterface
    interface Network {

        /**
         * @param latents [batch, 4, height/8, width/8]
         * @param timestep 0..999
         * @param context [batch, 77, hidden]
         * @param empty how many of the batch, at the front, are under the empty prompt
         * @param progress to ask for a wish to stop
         * @return the noise, of the latents' shape
         */
        Tensor predictNoise(Tensor latents, double timestep, Tensor context, int empty, Progress progress);
    }

    private final Network network;
    private final Tensor empty;
    private final Tensor prompt;
    private final double guidance;
    private final Passes passes;
    private Tensor contexts;

    /**
     * @param network the network
     * @param empty the context of the empty prompt, [1, 77, hidden]
     * @param prompt the context of the identity's prompt, [1, 77, hidden]
     * @param guidance the guidance scale
     * @param rows how many latents may go through the network at once, those under the empty prompt included
     */
    GuidedDenoiser(Network network, Tensor empty, Tensor prompt, double guidance, int rows) {
        this.network = network;
        this.empty = empty;
        this.prompt = prompt;
        this.guidance = guidance;
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
        return passes.run(latents.dim(0), (from, to, apart) -> {
            progress.checkCancelled();
            Tensor part = latents.slice(from, to);
            return guides() ? guided(part, timestep, apart, progress) : unguided(part, timestep, progress);
        });
    }

    private boolean guides() {
        return rowsPerPicture(guidance) > 1;
    }

    private Tensor unguided(Tensor latents, double timestep, Progress progress) {
        return network.predictNoise(latents, timestep, contexts(latents.dim(0)), 0, progress);
    }

    private Tensor guided(Tensor latents, double timestep, boolean apart, Progress progress) {
        int count = latents.dim(0);
        Tensor both = apart ? halves(latents, timestep, progress) : together(latents, timestep, progress);
        Tensor noise = both.slice(0, count);
        float[] data = noise.data();
        for (int i = 0; i < data.length; i++) {
            float towards = both.data()[data.length + i] - data[i];
            data[i] += (float) guidance * towards;
        }
        return noise;
    }

    private Tensor together(Tensor latents, double timestep, Progress progress) {
        int count = latents.dim(0);
        return network.predictNoise(Tensor.concat(latents, latents), timestep, contexts(count), count, progress);
    }

    /** The same where memory holds only one row. */
    private Tensor halves(Tensor latents, double timestep, Progress progress) {
        Tensor without = network.predictNoise(latents, timestep, empty, 1, progress);
        return Tensor.concat(without, network.predictNoise(latents, timestep, prompt, 0, progress));
    }

    /** What the rows of a batch attend to: the same in every step, so it is laid out once. */
    private Tensor contexts(int count) {
        if (contexts == null || contexts.dim(0) != (guides() ? 2 * count : count)) {
            Tensor prompts = prompt.repeat(count);
            contexts = guides() ? Tensor.concat(empty.repeat(count), prompts) : prompts;
        }
        return contexts;
    }
}
