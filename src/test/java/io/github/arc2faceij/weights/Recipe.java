package io.github.arc2faceij.weights;

import io.github.arc2faceij.common.Tensor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The formula of one tensor of {@link RecipeWeights}: a 64-bit FNV-1a hash (Fowler, Noll, Vo) of the name seeds
 * SplitMix64 (Steele, Lea, Flood 2014), whose upper 24 bits become a number in [-1, 1), times scale, plus shift.
 *
 * @param seed of SplitMix64
 * @param scale what the uniform number is multiplied with
 * @param shift what is added then
 */
record Recipe(long seed, float scale, float shift) {

    private static final int CHUNK = 1 << 20;
    private static final int SLICE = 1 << 15;

    /** @return the formula of a model's tensor: weights of a layer keep the variance, norms are about 1 */
    static Recipe weights(String name, long salt, List<Long> shape) {
        float shift = shape.size() == 1 && name.endsWith(".weight") ? 1 : 0;
        return new Recipe(seed(name) ^ salt, (float) scale(name, shape), shift);
    }

    /** @return the formula of a test input */
    static Recipe uniform(String name) {
        return new Recipe(seed(name), 1, 0);
    }

    /** @return the formula of DoRA's magnitudes: numbers in [0.5, 1.5) */
    static Recipe magnitudes(String name) {
        return new Recipe(seed(name), 0.5f, 1);
    }

    private static double scale(String name, List<Long> shape) {
        if (shape.size() == 1) {
            return 0.1;
        }
        if (name.contains("token_embedding") || name.contains("position_embedding")) {
            return 0.05;
        }
        return Math.sqrt(3.0 / shape.stream().skip(1).reduce(1L, Math::multiplyExact));
    }

    private static long seed(String name) {
        long hash = 0xCBF29CE484222325L;
        for (byte b : name.getBytes(StandardCharsets.UTF_8)) {
            hash = (hash ^ (b & 0xff)) * 0x100000001B3L;
        }
        return hash;
    }

    float value(long index) {
        long z = seed + (index + 1) * 0x9E3779B97F4A7C15L;
        z = (z ^ z >>> 30) * 0xBF58476D1CE4E5B9L;
        z = (z ^ z >>> 27) * 0x94D049BB133111EBL;
        z ^= z >>> 31;
        return ((z >>> 40) * 0x1p-23f - 1) * scale + shift;
    }

    Tensor tensor(int... shape) {
        Tensor tensor = Tensor.zeros(shape);
        float[] data = tensor.data();
        IntStream.range(0, data.length).parallel().forEach(i -> data[i] = value(i));
        return tensor;
    }

    /** Appends the tensor's numbers to a file, a few MB at a time, computed by all processors. */
    void write(FileChannel channel, DataType type, long count) throws IOException {
        int width = type.bytes();
        ByteBuffer bytes = ByteBuffer.allocate((int) Math.min(count, CHUNK) * width);
        for (long first = 0; first < count; first += CHUNK) {
            long start = first;
            int length = (int) Math.min(CHUNK, count - first);
            IntStream.range(0, (length + SLICE - 1) / SLICE).parallel().forEach(slice -> {
                int from = slice * SLICE;
                int size = Math.min(SLICE, length - from);
                fill(bytes.slice(from * width, size * width).order(ByteOrder.LITTLE_ENDIAN), type, start + from);
            });
            bytes.clear().limit(length * width);
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
        }
    }

    private void fill(ByteBuffer bytes, DataType type, long index) {
        switch (type) {
            case F32 -> {
                for (long i = index; bytes.hasRemaining(); i++) {
                    bytes.putFloat(value(i));
                }
            }
            case F16 -> {
                for (long i = index; bytes.hasRemaining(); i++) {
                    bytes.putShort(half(value(i)));
                }
            }
            case BF16 -> {
                for (long i = index; bytes.hasRemaining(); i++) {
                    bytes.putShort((short) (Float.floatToRawIntBits(value(i)) >>> 16));
                }
            }
            case F64 -> {
                for (long i = index; bytes.hasRemaining(); i++) {
                    bytes.putDouble(value(i));
                }
            }
            case I64 -> {
                for (long i = index; bytes.hasRemaining(); i++) {
                    bytes.putLong((long) value(i));
                }
            }
            default -> throw new IllegalArgumentException("weights are not written as " + type);
        }
    }

    /** Rounds to the nearest half, ties to even, as torch does; the recipe has nothing that a half cannot hold. */
    static short half(float value) {
        int bits = Float.floatToRawIntBits(value);
        float magnitude = Math.abs(value);
        // Adding 0.5 puts a half's last subnormal bit (2^-24) at a float's last bit, so the addition rounds as needed.
        int half = magnitude < 0x1p-14f
                ? Float.floatToRawIntBits(magnitude + 0.5f) - Float.floatToRawIntBits(0.5f)
                : (bits & 0x7fffffff) - (112 << 23) + 0xfff + (bits >>> 13 & 1) >> 13;
        return (short) (bits >>> 16 & 0x8000 | half);
    }
}
