package io.github.arc2faceij.space;

import io.github.arc2faceij.common.Arc2FaceException;
import io.github.arc2faceij.diffusion.noise.Noise;
import io.github.arc2faceij.diffusion.noise.NoiseSource;

/** Scores of people drawn from the Gaussian of a face space, by torch's generator of the CPU. */
final class SpaceNoise {

    private final NoiseSource source;
    private final int axes;

    SpaceNoise(FaceSpace space, long seed) {
        if (seed < 0 || seed > Noise.CPU.maxSeed()) {
            throw new Arc2FaceException(
                    "The seed must lie between 0 and " + Noise.CPU.maxSeed() + ", not " + seed + ".");
        }
        source = Noise.CPU.source(seed);
        axes = space.axes().length;
    }

    /** Returns as many standard normal numbers as the space has axes. */
    double[] scores() {
        float[] numbers = source.normal(axes).data();
        double[] scores = new double[axes];
        for (int i = 0; i < axes; i++) {
            scores[i] = numbers[i];
        }
        return scores;
    }
}
