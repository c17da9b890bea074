package io.github.arc2faceij.common;

import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Numbers with a shape: 32-bit floats in row-major order, as torch and ONNX Runtime lay them out. The data array is
 * shared, not copied: whoever writes into it changes the tensor.
 *
 * <pre>{@code
 * Tensor latents = Tensor.zeros(2, 4, 64, 64);
 * Tensor second = latents.slice(1, 2); // [1, 4, 64, 64]
 * }</pre>
 */
public final class Tensor {

    private final int[] shape;
    private final float[] data;

    private Tensor(int[] shape, float[] data) {
        this.shape = shape;
        this.data = data;
    }

    /**
     * @param data the numbers, row-major; kept, not copied
     * @param shape the lengths of the axes, slowest first
     * @return a tensor over {@code data}
     * @throws IllegalArgumentException when the shape does not hold {@code data.length} numbers
     */
    public static Tensor of(float[] data, int... shape) {
        if (product(shape) != data.length) {
            throw new IllegalArgumentException(
                    "shape " + Arrays.toString(shape) + " does not hold " + data.length + " numbers");
        }
        return new Tensor(shape.clone(), data);
    }

    /**
     * @param shape the lengths of the axes, slowest first
     * @return a new tensor of zeros
     */
    public static Tensor zeros(int... shape) {
        return new Tensor(shape.clone(), new float[Math.toIntExact(product(shape))]);
    }

    /**
     * @param parts tensors that differ at most in the length of their first axis
     * @return their data one after the other along the first axis, copied
     * @throws IllegalArgumentException when the other axes differ
     */
    public static Tensor concat(Tensor... parts) {
        int[] shape = parts[0].shape();
        shape[0] = 0;
        for (Tensor part : parts) {
            if (!Arrays.equals(part.shape, 1, part.shape.length, shape, 1, shape.length)) {
                throw new IllegalArgumentException(
                        "cannot concatenate " + part.shapeText() + " to " + parts[0].shapeText());
            }
            shape[0] += part.shape[0];
        }
        Tensor whole = zeros(shape);
        int at = 0;
        for (Tensor part : parts) {
            System.arraycopy(part.data, 0, whole.data, at, part.data.length);
            at += part.data.length;
        }
        return whole;
    }

    /** @return the lengths of the axes, slowest first; a copy */
    public int[] shape() {
        return shape.clone();
    }

    /**
     * @param axis counted from 0, or from the end when negative
     * @return the length of that axis
     */
    public int dim(int axis) {
        return shape[axis < 0 ? shape.length + axis : axis];
    }

    /** @return the numbers themselves, row-major; not a copy */
    public float[] data() {
        return data;
    }

    /** @return how many numbers there are */
    public int size() {
        return data.length;
    }

    /**
     * @param newShape as many numbers as this tensor has
     * @return the same data under another shape
     */
    public Tensor reshape(int... newShape) {
        return of(data, newShape);
    }

    /** @return a tensor with its own copy of the data */
    public Tensor copy() {
        return new Tensor(shape, data.clone());
    }

    /**
     * @param from first index of the first axis
     * @param to index after the last one
     * @return a copy of that range of the first axis
     */
    public Tensor slice(int from, int to) {
        int[] part = shape.clone();
        part[0] = to - from;
        int row = shape[0] == 0 ? 0 : data.length / shape[0];
        return new Tensor(part, Arrays.copyOfRange(data, from * row, to * row));
    }

    /**
     * @param count how often
     * @return this tensor, count times one after the other along the first axis, copied
     */
    public Tensor repeat(int count) {
        return concat(IntStream.range(0, count).mapToObj(i -> this).toArray(Tensor[]::new));
    }

    /** @return the shape for messages: {@code [2, 4, 64, 64]} */
    public String shapeText() {
        return Arrays.stream(shape).mapToObj(Integer::toString).collect(Collectors.joining(", ", "[", "]"));
    }

    @Override
    public String toString() {
        return "Tensor" + shapeText();
    }

    private static long product(int[] shape) {
        return Arrays.stream(shape).asLongStream().reduce(1, Math::multiplyExact);
    }
}
