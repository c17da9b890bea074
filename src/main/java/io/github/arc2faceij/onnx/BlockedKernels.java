package io.github.arc2faceij.onnx;

import java.nio.FloatBuffer;
import java.util.stream.IntStream;

/**
 * The order of numbers in which ONNX Runtime wants the kernels of convolutions on a processor (its NCHWc layout): channels
 * in blocks, so that one instruction takes a block. From [out, in, height, width] to
 * [out / block, in / block, height, width, in % block, out % block].
 *
 * @param block how many channels: 8 or 16 by the width of the processor's registers, 1 where there is no such layout
 */
record BlockedKernels(int block) {

    /**
     * @param shape of a weight
     * @return whether it is a kernel whose channels fill whole blocks; others ONNX Runtime orders itself, for they are small
     */
    boolean fits(long[] shape) {
        return block > 1 && shape.length == 4 && shape[0] % block == 0 && shape[1] % block == 0;
    }

    /** The numbers of a kernel, [out, in, height, width]. */
    interface Kernel {

        /**
         * @param first index of the first number
         * @param count how many
         * @return them; called from several threads
         */
        FloatBuffer read(int first, int count);
    }

    /**
     * @param kernel that fits
     * @param shape [out, in, height, width]
     * @param to takes all numbers
     */
    void order(Kernel kernel, long[] shape, FloatBuffer to) {
        int in = Math.toIntExact(shape[1]);
        int places = Math.toIntExact(shape[2] * shape[3]);
        int length = block * in * places;
        IntStream.range(0, Math.toIntExact(shape[0]) / block).parallel().forEach(i -> {
            float[] rows = new float[length];
            kernel.read(i * length, length).get(rows);
            to.put(i * length, ordered(rows, in, places));
        });
    }

    private float[] ordered(float[] rows, int in, int places) {
        float[] ordered = new float[rows.length];
        int at = 0;
        for (int first = 0; first < in; first += block) {
            for (int place = 0; place < places; place++) {
                for (int channel = first; channel < first + block; channel++) {
                    int column = channel * places + place;
                    for (int row = 0; row < block; row++) {
                        ordered[at++] = rows[row * in * places + column];
                    }
                }
            }
        }
        return ordered;
    }
}
