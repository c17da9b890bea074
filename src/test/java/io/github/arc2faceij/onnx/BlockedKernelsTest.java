package io.github.arc2faceij.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.FloatBuffer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BlockedKernelsTest {

    /** Blocks of 8 are for AVX2 and of 16 for AVX-512: a processor has one of them. */
    @ParameterizedTest
    @ValueSource(ints = {4, 8, 16})
    void everyNumberLiesInItsBlock(int block) {
        int out = 2 * block;
        int in = 3 * block;
        int places = 6;
        float[] numbers = new float[out * in * places];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = i;
        }
        FloatBuffer ordered = FloatBuffer.allocate(numbers.length);
        new BlockedKernels(block)
                .order(
                        (first, count) -> FloatBuffer.wrap(numbers, first, count),
                        new long[] {out, in, places / 2, places / 3},
                        ordered);
        for (int o = 0; o < out; o++) {
            for (int i = 0; i < in; i++) {
                for (int place = 0; place < places; place++) {
                    int blocks = (o / block * in / block + i / block) * places + place;
                    int at = (blocks * block + i % block) * block + o % block;
                    assertEquals((o * in + i) * places + place, ordered.get(at), "at " + at);
                }
            }
        }
    }
}
