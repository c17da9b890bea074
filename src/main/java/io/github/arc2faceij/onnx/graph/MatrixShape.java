package io.github.arc2faceij.onnx.graph;

import java.util.List;

/**
 * A weight as a matrix. A convolution's kernel has a column for each channel and place.
 *
 * @param out rows
 * @param in channels
 * @param places of the kernel, height * width; 1 for a linear layer
 */
public record MatrixShape(long out, long in, long places) {

    /**
     * @param weight its shape, [out, in, ...]
     * @return the shape of its matrix
     */
    public static MatrixShape of(List<Long> weight) {
        return new MatrixShape(
                weight.get(0), weight.get(1), weight.stream().skip(2).reduce(1L, Math::multiplyExact));
    }

    /** @return in * places */
    public long columns() {
        return in * places;
    }
}
