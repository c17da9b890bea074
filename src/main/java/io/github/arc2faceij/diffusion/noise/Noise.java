package io.github.arc2faceij.diffusion.noise;

import io.github.arc2faceij.common.Arc2FaceException;
import io.github.arc2faceij.common.Labels;
import java.util.function.LongFunction;

/** The noise generators that a dialog offers: on which kind of device the reference drew its noise. */
public enum Noise {

    /** {@link TorchCpuNoise}: the seeds of people who drew the noise on the CPU. */
    CPU("torch CPU", 0xffffffffL, TorchCpuNoise::new),

    /** {@link TorchCudaNoise}: the seeds of people who drew the noise on an NVIDIA GPU. */
    CUDA("torch CUDA", Long.MAX_VALUE, TorchCudaNoise::new);

    private final String label;
    private final long maxSeed;
    private final LongFunction<NoiseSource> factory;

    Noise(String label, long maxSeed, LongFunction<NoiseSource> factory) {
        this.label = label;
        this.maxSeed = maxSeed;
        this.factory = factory;
    }

    /** @return the name in dialogs, macros and recipes */
    public String label() {
        return label;
    }

    /**
     * @return the largest seed that gives noise of its own: 2^32 - 1 for the CPU, whose generator reads no further
     *     bits
     */
    public long maxSeed() {
        return maxSeed;
    }

    /**
     * @param seed 0..{@link #maxSeed()}
     * @return a new stream at its start
     */
    public NoiseSource source(long seed) {
        return factory.apply(seed);
    }

    /**
     * @param label a name as in {@link #label()}, in any case
     * @return the generator of that name
     * @throws Arc2FaceException when there is none, with the names that there are
     */
    public static Noise byLabel(String label) {
        return Labels.choose("noise", values(), Noise::label, label);
    }
}
