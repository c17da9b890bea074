package io.github.arc2faceij.weights;

import java.nio.ByteBuffer;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/**
 * How the numbers of a tensor are stored in a file, little-endian. The names are those of the safetensors format.
 */
public enum DataType {
    /** IEEE 754 double precision. */
    F64(8, bytes -> (float) bytes.getDouble()),
    /** IEEE 754 single precision. */
    F32(4, ByteBuffer::getFloat),
    /** IEEE 754 half precision. */
    F16(2, bytes -> float16(bytes.getShort())),
    /** The upper half of an IEEE 754 single ("brain float"). */
    BF16(2, bytes -> Float.intBitsToFloat(bytes.getShort() << 16)),
    /** Signed 64-bit integer. */
    I64(8, ByteBuffer::getLong),
    /** Signed 32-bit integer. */
    I32(4, ByteBuffer::getInt),
    /** Signed 16-bit integer. */
    I16(2, ByteBuffer::getShort),
    /** Signed byte. */
    I8(1, ByteBuffer::get),
    /** Unsigned byte. */
    U8(1, bytes -> bytes.get() & 0xff),
    /** A byte that is 0 for false. */
    BOOL(1, bytes -> bytes.get() == 0 ? 0 : 1);

    /** The types that weights may have. */
    public static final Set<DataType> FLOATS = Collections.unmodifiableSet(EnumSet.of(F64, F32, F16, BF16));

    private final int bytes;
    private final Decoder decoder;

    DataType(int bytes, Decoder decoder) {
        this.bytes = bytes;
        this.decoder = decoder;
    }

    /** @return how many bytes one number takes */
    public int bytes() {
        return bytes;
    }

    /**
     * Converts numbers to float32, exactly for F32, F16, BF16 and small integers, rounded for the others.
     *
     * @param from little-endian numbers of this type; all that remain are read
     * @param to where the floats go
     * @param at the index in {@code to} of the first one
     */
    void decode(ByteBuffer from, float[] to, int at) {
        int end = at + from.remaining() / bytes;
        for (int i = at; i < end; i++) {
            to[i] = decoder.next(from);
        }
    }

    /**
     * A half has 1 sign, 5 exponent (bias 15) and 10 fraction bits (IEEE 754-2008, binary16). Its bits put in a float's
     * places are 2^112 times too small, for the float's bias is 127; multiplying is exact, subnormal numbers included.
     */
    private static float float16(short half) {
        int sign = (half & 0x8000) << 16;
        int magnitude = (half & 0x7fff) << 13;
        int infinity = 0x7c00 << 13;
        int bits = magnitude < infinity
                ? Float.floatToRawIntBits(Float.intBitsToFloat(magnitude) * 0x1p112f)
                : magnitude | 0x7f800000;
        return Float.intBitsToFloat(sign | bits);
    }

    @FunctionalInterface
    private interface Decoder {
        float next(ByteBuffer bytes);
    }
}
