package io.github.arc2faceij.diffusion;

import io.github.arc2faceij.common.Progress;
import io.github.arc2faceij.common.Tensor;
import io.github.arc2faceij.diffusion.network.PassInputs;
import io.github.arc2faceij.diffusion.network.UNet;
import java.util.List;

/**
 * The UNet under everything but the prompt that a request asks for.
 *
 * @param unet the UNet
 * @param inputs what it is given besides
 */
record ConditionedUNet(UNet unet, List<StepInputs> inputs) implements GuidedDenoiser.Network {

    @Override
    public Tensor predictNoise(Batch batch, Progress progress) {
        return unet.predictNoise(
                batch.latents(), batch.timestep(), batch.context(), whole(batch, progress), batch.empty(), progress);
    }

    /** @return what is given to a whole pass */
    PassInputs whole(Batch batch, Progress progress) {
        return inputs.stream().map(input -> input.of(batch, progress)).reduce(PassInputs.NONE, PassInputs::with);
    }

    /** @return what is given to a shallow pass */
    PassInputs shallow(Batch batch, Progress progress) {
        return inputs.stream().map(input -> input.shallow(batch, progress)).reduce(PassInputs.NONE, PassInputs::with);
    }
}
