package io.github.arc2faceij.diffusion;

import io.github.arc2faceij.common.Arc2FaceException;
import io.github.arc2faceij.common.Progress;
import io.github.arc2faceij.common.Tensor;
import io.github.arc2faceij.diffusion.sampler.Denoiser;
import io.github.arc2faceij.weights.FiniteCheck;
import io.github.arc2faceij.weights.WeightFile;
import java.util.List;
import java.util.function.Supplier;

/**
 * Sees that networks give finite numbers, for others would become black pixels without a word. Only when they do not, their
 * weights are searched for the cause.
 *
 * @param weights of all networks that take part
 */
record FiniteNumbers(Supplier<List<WeightFile>> weights) {

    /**
     * @param values that a network gave
     * @param progress told of the search, and asked whether to stop
     * @return the values, all finite
     * @throws Arc2FaceException when they are not, with the file and the tensor that is to blame, if one is
     */
    Tensor checked(Tensor values, Progress progress) {
        for (float value : values.data()) {
            if (!Float.isFinite(value)) {
                FiniteCheck.run(weights.get(), progress);
                throw new Arc2FaceException("The model gave numbers that are not finite, although all of its weights"
                        + " are. Lower the guidance. If the precision is float16, choose float32 in Edit > Options >"
                        + " Arc2Face....");
            }
        }
        return values;
    }

    /** @return the same denoiser, whose every answer is checked */
    Denoiser checked(Denoiser denoiser) {
        return (latents, timestep, progress) -> checked(denoiser.predictNoise(latents, timestep, progress), progress);
    }
}
