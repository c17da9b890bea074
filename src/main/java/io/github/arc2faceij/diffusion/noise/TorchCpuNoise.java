package io.github.arc2faceij.diffusion.noise;

import io.github.arc2faceij.common.Tensor;

/**
 * What {@code torch.randn} draws from {@code torch.Generator("cpu").manual_seed(seed)} in float32 (torch 2.9,
 * {@code aten/src/ATen/native/cpu/DistributionTemplates.h} and {@code ATen/core/DistributionsHelper.h}).
 *
 * <p>16 numbers and more: uniform numbers of 24 bits fill the tensor, then each block of 16 becomes normal by Box and
 * Muller's transform of its number j with its number j + 8; a last block that is not full is drawn anew over the last
 * 16 places. Fewer than 16: one by one from uniform numbers of 53 bits, where the second number of each pair waits for
 * the next such draw.
 */
public final class TorchCpuNoise implements NoiseSource {

    private static final int BLOCK = 16;
    private static final float TWO_PI = (float) (2 * Math.PI);

    private final MersenneTwister twister;
    private double waiting = Double.NaN;

    /** @param seed any; as in torch, only its lowest 32 bits count */
    public TorchCpuNoise(long seed) {
        twister = new MersenneTwister((int) seed);
    }

    @Override
    public Tensor normal(int... shape) {
        Tensor numbers = Tensor.zeros(shape);
        if (numbers.size() < BLOCK) {
            fillSingly(numbers.data());
        } else {
            fillInBlocks(numbers.data());
        }
        return numbers;
    }

    private void fillInBlocks(float[] data) {
        fillUniform(data, 0);
        for (int from = 0; from + BLOCK <= data.length; from += BLOCK) {
            makeNormal(data, from);
        }
        if (data.length % BLOCK != 0) {
            fillUniform(data, data.length - BLOCK);
            makeNormal(data, data.length - BLOCK);
        }
    }

    private void fillUniform(float[] data, int from) {
        for (int i = from; i < data.length; i++) {
            data[i] = (twister.nextInt() & 0xffffff) * 0x1p-24f;
        }
    }

    private static void makeNormal(float[] data, int from) {
        for (int i = from; i < from + BLOCK / 2; i++) {
            // Rounded to float where torch rounds: its vectorised log, sine and cosine are accurate to the last bit or
            // two.
            float radius = (float) Math.sqrt(-2 * (float) Math.log(1 - data[i]));
            float angle = TWO_PI * data[i + BLOCK / 2];
            data[i] = radius * (float) Math.cos(angle);
            data[i + BLOCK / 2] = radius * (float) Math.sin(angle);
        }
    }

    private void fillSingly(float[] data) {
        for (int i = 0; i < data.length; i++) {
            data[i] = (float) nextDouble();
        }
    }

    private double nextDouble() {
        if (!Double.isNaN(waiting)) {
            double second = waiting;
            waiting = Double.NaN;
            return second;
        }
        double angle = 2 * Math.PI * uniform53();
        double radius = Math.sqrt(-2 * Math.log1p(-uniform53()));
        waiting = radius * Math.sin(angle);
        return radius * Math.cos(angle);
    }

    private double uniform53() {
        long high = twister.nextInt();
        long low = twister.nextInt() & 0xffffffffL;
        return ((high << 32 | low) & 0x1fffffffffffffL) * 0x1p-53;
    }
}
