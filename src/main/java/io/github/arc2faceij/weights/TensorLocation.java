package io.github.arc2faceij.weights;

import java.nio.file.Path;
import java.util.List;

/**
 * Where one tensor lies in a file: little-endian numbers in row-major order, with nothing between them.
 *
 * @param name as the file names it, {@code "conv_in.weight"}
 * @param file the file
 * @param offset of the first byte, from the start of the file
 * @param length in bytes
 * @param type of the numbers
 * @param shape the lengths of the axes, slowest first; empty for a single number
 */
public record TensorLocation(String name, Path file, long offset, long length, DataType type, List<Long> shape) {

    /**
     * @param name as the file names it
     * @param file the file
     * @param offset of the first byte, at least 0
     * @param length in bytes
     * @param type of the numbers
     * @param shape the lengths of the axes; copied
     * @throws IllegalArgumentException when the offset is negative or the length is not that of the type and shape
     */
    public TensorLocation {
        shape = List.copyOf(shape);
        if (offset < 0) {
            throw new IllegalArgumentException("tensor \"" + name + "\" starts at the negative offset " + offset);
        }
        if (length != bytes(name, type, shape)) {
            throw new IllegalArgumentException("tensor \"" + name + "\" of type " + type + " and shape " + shape
                    + " takes " + bytes(name, type, shape) + " bytes, not " + length);
        }
    }

    /** @return how many numbers there are */
    public long count() {
        return length / type.bytes();
    }

    /** @throws IllegalArgumentException when an axis is negative or the product does not fit in a long */
    static long bytes(String name, DataType type, List<Long> shape) {
        long bytes = type.bytes();
        try {
            for (long axis : shape) {
                bytes = Math.multiplyExact(bytes, axis);
                if (axis < 0) {
                    throw new ArithmeticException();
                }
            }
        } catch (ArithmeticException e) {
            throw new IllegalArgumentException("tensor \"" + name + "\" has the impossible shape " + shape, e);
        }
        return bytes;
    }
}
