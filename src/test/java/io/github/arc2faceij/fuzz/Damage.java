package io.github.arc2faceij.fuzz;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * Files as accidents and forgers damage them: bits, lengths, digits and whole pieces. The same random numbers give the same
 * damage.
 *
 * @param random where and how
 */
record Damage(Random random) {

    private static final long[] LENGTHS = {
        0,
        1,
        -1,
        0x7f,
        0xff,
        0x7fff,
        0xffff,
        0x7fffffffL,
        0x80000000L,
        0xffffffffL,
        1L << 40,
        Long.MAX_VALUE,
        Long.MIN_VALUE
    };

    private static final List<String> NUMBERS = List.of(
            "0", "-1", "2147483647", "4294967296", "99999999999999999999", "1e999999999", "NaN", "\"1\"", "[[", "null");

    /** Most of what can be told about a file stands there. */
    private static final int BEGINNING = 200;

    private static final int MOST_CHANGES = 4;

    /**
     * @param whole a file; not changed
     * @return the same with one to four changes
     */
    byte[] of(byte[] whole) {
        byte[] bytes = whole.clone();
        for (int changes = 1 + random.nextInt(MOST_CHANGES); changes > 0; changes--) {
            bytes = bytes.length == 0 ? bytes : change(bytes);
        }
        return bytes;
    }

    private byte[] change(byte[] bytes) {
        int at = position(bytes.length);
        return switch (random.nextInt(8)) {
            case 0 -> flipped(bytes, at);
            case 1 -> withLength(bytes, at);
            case 2 -> Arrays.copyOf(bytes, at);
            case 3 -> replaced(bytes, at, random.nextInt(64), new byte[0]);
            case 4 -> replaced(bytes, at, 0, piece(bytes));
            case 5 -> replaced(bytes, at, random.nextInt(64), piece(bytes));
            default -> withNumber(bytes, at);
        };
    }

    private int position(int length) {
        return random.nextInt(random.nextBoolean() ? length : Math.min(length, BEGINNING));
    }

    private byte[] flipped(byte[] bytes, int at) {
        bytes[at] ^= (byte) (1 << random.nextInt(Byte.SIZE));
        return bytes;
    }

    private byte[] withLength(byte[] bytes, int at) {
        int width = 1 << random.nextInt(4);
        long length = LENGTHS[random.nextInt(LENGTHS.length)];
        ByteBuffer buffer = ByteBuffer.allocate(Long.BYTES)
                .order(random.nextBoolean() ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
        buffer.putLong(length);
        int from = buffer.order() == ByteOrder.LITTLE_ENDIAN ? 0 : Long.BYTES - width;
        System.arraycopy(buffer.array(), from, bytes, at, Math.min(width, bytes.length - at));
        return bytes;
    }

    /** Puts another number in the place of the next one that is written in digits. */
    private byte[] withNumber(byte[] bytes, int at) {
        int from = at;
        while (from < bytes.length && !isDigit(bytes[from])) {
            from++;
        }
        int to = from;
        while (to < bytes.length && isDigit(bytes[to])) {
            to++;
        }
        byte[] number = NUMBERS.get(random.nextInt(NUMBERS.size())).getBytes(StandardCharsets.US_ASCII);
        return replaced(bytes, from, to - from, number);
    }

    private static boolean isDigit(byte value) {
        return value >= '0' && value <= '9';
    }

    private byte[] piece(byte[] bytes) {
        int from = random.nextInt(bytes.length);
        return Arrays.copyOfRange(bytes, from, Math.min(bytes.length, from + random.nextInt(256)));
    }

    private static byte[] replaced(byte[] bytes, int at, int length, byte[] by) {
        int end = Math.min(bytes.length, at + length);
        byte[] result = new byte[at + by.length + bytes.length - end];
        System.arraycopy(bytes, 0, result, 0, at);
        System.arraycopy(by, 0, result, at, by.length);
        System.arraycopy(bytes, end, result, at + by.length, bytes.length - end);
        return result;
    }
}
