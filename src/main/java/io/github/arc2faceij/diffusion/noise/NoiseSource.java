package io.github.arc2faceij.diffusion.noise;

import io.github.arc2faceij.common.Tensor;

/**
 * A stream of standard normal numbers, the same for the same seed. Every draw moves the stream on, so the order of the
 * draws matters as it does for a torch generator. For use by one thread.
 */
@FunctionalInterface
public interface NoiseSource {

    /**
     * @param shape the lengths of the axes, slowest first
     * @return the next numbers of the stream, of mean 0 and standard deviation 1; a new tensor
     */
    Tensor normal(int... shape);
}
