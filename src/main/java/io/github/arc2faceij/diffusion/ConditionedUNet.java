package io.github.arc2faceij.diffusion;

import io.github.arc2faceij.common.Progress;
import io.github.arc2faceij.common.Tensor;
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
    public Tensor predictNoise(Tensor latents, double timestep, Tensor context, int empty, Progress progress) {
        ControlNet.Residuals residuals = request.pose()
                .map(pose -> pose.network()
                        .residuals(latents, timestep, context, pose.batch(latents.dim(0)), pose.scale(), progress))
                .orElse(ControlNet.Residuals.NONE);
        Conditions conditions = new Conditions(residuals, request.expression(), reference, empty);
        return unet.predictNoise(latents, timestep, context, conditions, progress);
    }
}
