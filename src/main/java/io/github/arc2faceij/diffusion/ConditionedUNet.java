package io.github.arc2faceij.diffusion;

import io.github.arc2faceij.common.Progress;
import io.github.arc2faceij.common.Tensor;
import io.github.arc2faceij.diffusion.network.Conditions;
import io.github.arc2faceij.diffusion.network.ControlNet;
import io.github.arc2faceij.diffusion.network.ReferenceUNet;
import io.github.arc2faceij.diffusion.network.UNet;
import java.util.Optional;

/**
 * The UNet under everything but the prompt that a request asks for.
 *
 * @param unet the UNet
 * @param request whose pose and expression it follows
 * @param reference what was seen in the request's reference picture
 */
record ConditionedUNet(UNet unet, PipelineRequest request, Optional<ReferenceUNet.Bank> reference)
        implements GuidedDenoiser.Network {

    @Override
    public Tensor predictNoise(Batch batch, Progress progress) {
        Conditions conditions = conditions(batch, residuals(batch, progress));
        return unet.predictNoise(batch.latents(), batch.timestep(), batch.context(), conditions, progress);
    }

    /** @return what the ControlNet adds in this step, if the request asks for a pose */
    ControlNet.Residuals residuals(Batch batch, Progress progress) {
        return request.pose()
                .map(pose -> pose.network()
                        .residuals(
                                batch.latents(),
                                batch.timestep(),
                                batch.context(),
                                pose.batch(batch.rows()),
                                pose.scale(),
                                progress))
                .orElse(ControlNet.Residuals.NONE);
    }

    /** @return what the UNet follows besides the prompts */
    Conditions conditions(Batch batch, ControlNet.Residuals residuals) {
        return new Conditions(residuals, request.expression(), reference, batch.empty());
    }
}
