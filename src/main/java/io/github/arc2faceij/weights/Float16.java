package io.github.arc2faceij.weights;

/** Rounding to half precision: 1 sign, 5 exponent (bias 15) and 10 fraction bits (IEEE 754-2008, binary16). */
final class Float16 {

    private static final int INFINITY = 0x7c00;
    private static final int NOT_A_NUMBER = 0x7e00;
    private static final int SIGN = 0x8000;

    /** The smallest number that has all its bits. */
    private static final float SMALLEST_NORMAL = 0x1p-14f;

    /** From here on the nearest half is infinity: halfway between 65504 and 65536. */
    private static final float OVERFLOW = 65520;

    /** Between 0.5 and 1, floats are as far apart as 2^-24, the smallest half: adding 0.5 rounds to halves. */
    private static final float SUBNORMAL_ROUNDER = 0.5f;

    private static final int LOST_BITS = 13;

    private Float16() {}

    /**
     * @param value any float
     * @return the bits of the nearest half, of the even one where two are as near; infinity where it overflows
     */
    static short bits(float value) {
        int sign = Float.floatToRawIntBits(value) >>> 16 & SIGN;
        return (short) (sign | magnitude(Math.abs(value)));
    }

    private static int magnitude(float value) {
        if (Float.isNaN(value)) {
            return NOT_A_NUMBER;
        }
        if (value >= OVERFLOW) {
            return INFINITY;
        }
        if (value < SMALLEST_NORMAL) {
            return Float.floatToRawIntBits(value + SUBNORMAL_ROUNDER) - Float.floatToRawIntBits(SUBNORMAL_ROUNDER);
        }
        int bits = Float.floatToRawIntBits(value) - (127 - 15 << 23);
        int even = bits >>> LOST_BITS & 1;
        return bits + (1 << LOST_BITS - 1) - 1 + even >>> LOST_BITS;
    }
}
