package io.github.arc2faceij.diffusion.noise;

import io.github.arc2faceij.common.Tensor;
import java.util.List;

/**
 * A stream for each picture of a batch: what {@code randn_tensor} of diffusers 0.29.2 draws from a list of generators.
 *
 * @param streams as many as the first axis of every draw is long
 */
record PictureNoise(List<NoiseSource> streams) implements NoiseSource {

    @Override
    public Tensor normal(int... shape) {
        if (shape[0] != streams.size()) {
            throw new IllegalArgumentException(
                    "noise of " + shape[0] + " pictures was asked of " + streams.size() + " generators");
        }
        int[] one = shape.clone();
        one[0] = 1;
        return Tensor.concat(streams.stream().map(stream -> stream.normal(one)).toArray(Tensor[]::new));
    }
}
