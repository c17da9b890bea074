package io.github.arc2faceij.numpy;

import io.github.arc2faceij.common.Tensor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/** The numbers of a NumPy array, from bytes to float32. */
final class Numbers {

    private Numbers() {}

    /**
     * @param type as NumPy writes it: byte order and kind, "&lt;f8"
     * @param fortranOrder true: the first axis runs fastest
     * @param shape of the array
     * @param bytes exactly its numbers
     * @return the numbers in C order
     * @throws IOException when the type is unknown or the bytes do not fit the shape
     */
    static Tensor decode(String type, boolean fortranOrder, int[] shape, ByteBuffer bytes) throws IOException {
        int width = width(type);
        int count = count(shape, width, bytes.remaining());
        ByteBuffer ordered = bytes.slice();
        ordered.order(type.charAt(0) == '>' ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
        float[] numbers = new float[count];
        for (int i = 0; i < count; i++) {
            numbers[i] = number(kind(type), ordered, i * width);
        }
        return Tensor.of(fortranOrder ? toC(numbers, shape) : numbers, shape);
    }

    private static String kind(String type) {
        return type.substring(Math.min(1, type.length()));
    }

    private static int width(String type) throws IOException {
        return switch (kind(type)) {
            case "f4", "i4", "u4" -> 4;
            case "f8", "i8" -> 8;
            default -> throw new IOException(
                    "it holds numbers of type '" + type + "': save it again with .astype('float32')");
        };
    }

    private static float number(String kind, ByteBuffer bytes, int at) {
        return switch (kind) {
            case "f4" -> bytes.getFloat(at);
            case "f8" -> (float) bytes.getDouble(at);
            case "i4" -> bytes.getInt(at);
            case "u4" -> Integer.toUnsignedLong(bytes.getInt(at));
            default -> bytes.getLong(at);
        };
    }

    /** How many numbers the shape announces, once it is sure that they are there. */
    private static int count(int[] shape, int width, int bytes) throws IOException {
        long count = 1;
        for (int length : shape) {
            count = Math.min(count * length, Integer.MAX_VALUE); // cannot overflow, and is then too long
        }
        if (count * width != bytes) {
            throw new IOException("its header says that it has numbers of shape " + Arrays.toString(shape)
                    + ", but it has " + bytes + " bytes of them: it was cut off or damaged");
        }
        return (int) count;
    }

    private static float[] toC(float[] numbers, int[] shape) {
        float[] ordered = new float[numbers.length];
        for (int i = 0; i < ordered.length; i++) {
            int rest = i;
            int at = 0;
            int stride = numbers.length;
            for (int axis = shape.length - 1; axis >= 0; axis--) {
                stride /= shape[axis];
                at += rest % shape[axis] * stride;
                rest /= shape[axis];
            }
            ordered[i] = numbers[at];
        }
        return ordered;
    }
}
