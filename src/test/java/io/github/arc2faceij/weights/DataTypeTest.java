package io.github.arc2faceij.weights;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.junit.jupiter.api.Test;

class DataTypeTest {

    private static final int ALL = 1 << 16;

    @Test
    void everyHalfIsExact() {
        float[] decoded = decodeAllShorts(DataType.F16);
        for (int bits = 0; bits < ALL; bits++) {
            assertSame(value(bits, 5, 10), decoded[bits], bits);
        }
    }

    @Test
    void everyBrainFloatIsExact() {
        float[] decoded = decodeAllShorts(DataType.BF16);
        for (int bits = 0; bits < ALL; bits++) {
            assertSame(value(bits, 8, 7), decoded[bits], bits);
        }
    }

    @Test
    void halvesThatAreKnownByHeart() {
        float[] decoded = decodeAllShorts(DataType.F16);
        assertEquals(1, decoded[0x3c00]);
        assertEquals(-2, decoded[0xc000]);
        assertEquals(65504, decoded[0x7bff]);
        assertEquals(0x1p-14f, decoded[0x0400]);
        assertEquals(0x1p-24f, decoded[0x0001]);
        assertEquals(Float.floatToRawIntBits(-0f), Float.floatToRawIntBits(decoded[0x8000]));
        assertEquals(Float.NEGATIVE_INFINITY, decoded[0xfc00]);
        assertTrue(Float.isNaN(decoded[0x7e00]));
    }

    @Test
    void integersKeepTheirSign() {
        assertDecodes(DataType.I64, bytes(16).putLong(-3).putLong(1L << 40), -3, 0x1p40f);
        assertDecodes(DataType.I32, bytes(8).putInt(-3).putInt(70000), -3, 70000);
        assertDecodes(DataType.I16, bytes(4).putShort((short) -3).putShort((short) 300), -3, 300);
        assertDecodes(DataType.I8, bytes(2).put((byte) -3).put((byte) 127), -3, 127);
        assertDecodes(DataType.U8, bytes(2).put((byte) 253).put((byte) 127), 253, 127);
        assertDecodes(DataType.BOOL, bytes(2).put((byte) 0).put((byte) 1), 0, 1);
    }

    @Test
    void doublesAreRounded() {
        assertDecodes(DataType.F64, bytes(16).putDouble(0.1).putDouble(-1e300), 0.1f, Float.NEGATIVE_INFINITY);
        assertDecodes(DataType.F32, bytes(8).putFloat(0.1f).putFloat(-7), 0.1f, -7);
    }

    /** The definition of IEEE 754's binary formats, in double precision, which is exact for all of them. */
    private static double value(int bits, int exponentBits, int fractionBits) {
        int sign = bits >> 15 == 0 ? 1 : -1;
        int largest = (1 << exponentBits) - 1;
        int exponent = bits >> fractionBits & largest;
        int bias = largest / 2;
        double fraction = (bits & (1 << fractionBits) - 1) / (double) (1 << fractionBits);
        if (exponent == largest) {
            return fraction == 0 ? sign * Double.POSITIVE_INFINITY : Double.NaN;
        }
        return exponent == 0
                ? sign * fraction * Math.pow(2, 1 - bias)
                : sign * (1 + fraction) * Math.pow(2, exponent - bias);
    }

    /** Equal, and of the same sign when zero. */
    private static void assertSame(double expected, float actual, int bits) {
        assertEquals(
                Double.doubleToLongBits(expected),
                Double.doubleToLongBits(actual),
                () -> Integer.toHexString(bits) + ": " + expected + " but was " + actual);
    }

    private static float[] decodeAllShorts(DataType type) {
        ByteBuffer all = bytes(ALL * Short.BYTES);
        for (int bits = 0; bits < ALL; bits++) {
            all.putShort((short) bits);
        }
        float[] decoded = new float[ALL];
        type.decode(all.flip(), decoded, 0);
        return decoded;
    }

    private static void assertDecodes(DataType type, ByteBuffer bytes, float... expected) {
        assertEquals(bytes.capacity(), expected.length * type.bytes());
        float[] decoded = new float[expected.length + 1];
        type.decode(bytes.flip(), decoded, 1);
        for (int i = 0; i < expected.length; i++) {
            assertEquals(expected[i], decoded[i + 1]);
        }
    }

    private static ByteBuffer bytes(int length) {
        return ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
    }
}
