package io.github.arc2faceij.diffusion.sampler;

import io.github.arc2faceij.common.Tensor;

/** The one operation on latents that all samplers are made of. */
final class Tensors {

    private Tensors() {}

    /**
     * @param weights one per tensor
     * @param tensors of one shape
     * @return the weighted sum, summed in double precision; a new tensor
     */
    static Tensor combine(double[] weights, Tensor... tensors) {
        Tensor sum = Tensor.zeros(tensors[0].shape());
        float[] data = sum.data();
        for (int i = 0; i < data.length; i++) {
            double value = 0;
            for (int k = 0; k < weights.length; k++) {
                value += weights[k] * tensors[k].data()[i];
            }
            data[i] = (float) value;
        }
        return sum;
    }

    /**
     * @param latents variance preserving, with the noise of the step
     * @param predictedNoise the unit noise in them
     * @return what remains without the noise: the model's present guess of the end, called x0
     */
    static Tensor denoised(NoiseLevels levels, int step, Tensor latents, Tensor predictedNoise) {
        return combine(new double[] {1 / levels.signal(step), -levels.sigma(step)}, latents, predictedNoise);
    }
}
