package io.github.arc2faceij.condition.ipadapter;

import io.github.arc2faceij.common.Progress;
import io.github.arc2faceij.common.Tensor;
import io.github.arc2faceij.diffusion.Batch;
import io.github.arc2faceij.diffusion.Conditioning;
import io.github.arc2faceij.diffusion.EncodedPrompt;
import io.github.arc2faceij.diffusion.StepInputs;
import io.github.arc2faceij.diffusion.network.PassInputs;
import io.github.arc2faceij.diffusion.network.Vae;
import java.util.List;

/**
 * What several IP-Adapters show, for a UNet that was opened with them in this order.
 *
 * @param shown of each adapter
 */
record IpAdapterConditioning(List<Shown> shown) implements Conditioning {

    private static final double MEMORY_OF_GROUP = 0.05;

    /**
     * What one adapter shows.
     *
     * @param use of the adapter
     * @param inputs of the UNet
     */
    record Shown(AdapterUse use, IpAdapterInputs inputs) {

        private PassInputs of(Batch batch) {
            Tensor latents = batch.latents();
            return inputs.of(batch.rows(), batch.empty(), latents.dim(2), latents.dim(3), use.acts(batch.timestep()));
        }
    }

    /** Queries and answers of each group are held at once; estimated for the largest attention of Stable Diffusion 1.5. */
    @Override
    public double memory() {
        int groups = shown.stream().mapToInt(it -> it.inputs.seen().dim(0)).sum();
        return 1 + MEMORY_OF_GROUP * groups;
    }

    @Override
    public StepInputs begin(Vae vae, EncodedPrompt prompt, Progress progress) {
        return (batch, asked) -> shown.stream().map(it -> it.of(batch)).reduce(PassInputs.NONE, PassInputs::with);
    }
}
