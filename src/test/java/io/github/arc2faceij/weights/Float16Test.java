package io.github.arc2faceij.weights;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.junit.jupiter.api.Test;

class Float16Test {

    @Test
    void everyHalfComesBack() {
        for (int bits = 0; bits <= 0xffff; bits++) {
            float value = value(bits);
            if (!Float.isNaN(value)) {
                assertEquals((short) bits, Float16.bits(value), () -> "of " + value);
            }
        }
        assertEquals(Float.NaN, value(Float16.bits(Float.NaN)));
    }

    /** Between each half and the next: below the middle down, above it up, in the middle to the even one. */
    @Test
    void whatLiesBetweenGoesToTheNearestAndInTheMiddleToTheEvenOne() {
        for (int bits = 0; bits < 0x7bff; bits++) {
            float middle = (value(bits) + value(bits + 1)) / 2;
            assertEquals(bits, Float16.bits(Math.nextDown(middle)));
            assertEquals(bits + 1, Float16.bits(Math.nextUp(middle)));
            assertEquals(bits + (bits & 1), Float16.bits(middle));
            assertEquals((short) (bits + (bits & 1) | 0x8000), Float16.bits(-middle));
        }
    }

    @Test
    void whatIsTooLargeIsInfinite() {
        assertEquals(65504, value(Float16.bits(Math.nextDown(65520f))));
        assertEquals(Float.POSITIVE_INFINITY, value(Float16.bits(65520)));
        assertEquals(Float.NEGATIVE_INFINITY, value(Float16.bits(-1e30f)));
    }

    private static float value(int bits) {
        ByteBuffer bytes = ByteBuffer.allocate(2)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putShort((short) bits)
                .flip();
        float[] value = new float[1];
        DataType.F16.decode(bytes, value, 0);
        return value[0];
    }
}
