package io.github.arc2faceij.numpy;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.arc2faceij.common.Tensor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NpyTest {

    @Test
    void numbersComeBackInTheirShape() throws IOException {
        Tensor tensor = Tensor.of(new float[] {1, 2, 3, 4, 5, 6}, 3, 1, 2);

        Tensor again = Npy.read(Npy.write(tensor));

        assertArrayEquals(tensor.shape(), again.shape());
        assertArrayEquals(tensor.data(), again.data());
    }

    @ParameterizedTest
    @ValueSource(strings = {"<f4", ">f4", "<f8", ">f8", "<i4", ">i4", "<i8", "<u4"})
    void readsNumbersOfManyTypes(String type) throws IOException {
        ByteBuffer numbers = ByteBuffer.allocate(2 * (type.charAt(2) - '0'));
        numbers.order(type.charAt(0) == '>' ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
        for (int number : new int[] {7, 100_000}) {
            put(numbers, type.substring(1), number);
        }

        Tensor tensor = Npy.read(npy(type, false, "(2,)", numbers.array()));

        assertArrayEquals(new float[] {7, 100_000}, tensor.data());
    }

    @Test
    void turnsFortranOrderIntoC() throws IOException {
        ByteBuffer numbers = ByteBuffer.allocate(24).order(ByteOrder.LITTLE_ENDIAN);
        for (int number : new int[] {0, 10, 1, 11, 2, 12}) {
            numbers.putInt(number);
        }

        Tensor tensor = Npy.read(npy("<i4", true, "(2, 3)", numbers.array()));

        assertArrayEquals(new float[] {0, 1, 2, 10, 11, 12}, tensor.data());
    }

    @Test
    void refusesTexts() {
        assertThrows(IOException.class, () -> Npy.read(npy("<U4", false, "(1,)", new byte[16])));
    }

    private static void put(ByteBuffer numbers, String kind, int number) {
        switch (kind) {
            case "f4" -> numbers.putFloat(number);
            case "f8" -> numbers.putDouble(number);
            case "i8" -> numbers.putLong(number);
            default -> numbers.putInt(number);
        }
    }

    private static byte[] npy(String type, boolean fortranOrder, String shape, byte[] numbers) {
        String header = "{'descr': '" + type + "', 'fortran_order': " + (fortranOrder ? "True" : "False")
                + ", 'shape': " + shape + ", }\n";
        ByteBuffer file = ByteBuffer.allocate(10 + header.length() + numbers.length);
        file.order(ByteOrder.LITTLE_ENDIAN).put("\u0093NUMPY".getBytes(StandardCharsets.ISO_8859_1));
        file.put((byte) 1).put((byte) 0).putShort((short) header.length());
        return file.put(header.getBytes(StandardCharsets.US_ASCII)).put(numbers).array();
    }
}
