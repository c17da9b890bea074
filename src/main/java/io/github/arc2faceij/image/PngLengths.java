package io.github.arc2faceij.image;

import java.io.DataInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Holds the lengths of a PNG file's chunks against the file's own, before readers allocate what they are told and unpack
 * what is compressed. PNG (third edition), 5.3: after the signature, each chunk has its length, a type of 4 letters, data
 * and a checksum.
 */
final class PngLengths {

    /** The first eight bytes. */
    static final long SIGNATURE = 0x89504e470d0a1a0aL;

    /** Type and checksum of a chunk. */
    private static final int AROUND = 8;

    /** A color profile has some kB; compressed, it may become a thousand times as long. */
    private static final int LONGEST_COMPRESSED = 1 << 20;

    private static final int LONGEST_KEYWORD = 79;

    /** The last chunk; what follows it nobody reads. */
    private static final String END = "IEND";

    private PngLengths() {}

    /**
     * @param file any file
     * @throws IOException when it is a PNG file with a length that cannot be, or cannot be read; the message is a clause
     */
    static void check(Path file) throws IOException {
        long rest = Files.size(file) - Long.BYTES;
        try (DataInputStream in = new DataInputStream(Files.newInputStream(file))) {
            if (rest < 0 || in.readLong() != SIGNATURE) {
                return;
            }
            for (String type = ""; rest > 0 && !type.equals(END); ) {
                long length = in.readInt() & 0xffffffffL;
                rest -= Integer.BYTES + AROUND + length;
                require(rest >= 0, "a chunk of it would have " + length + " bytes, but the file ends before");
                type = new String(in.readNBytes(Integer.BYTES), StandardCharsets.US_ASCII);
                byte[] begin = in.readNBytes((int) Math.min(length, LONGEST_KEYWORD + 2));
                require(
                        length <= LONGEST_COMPRESSED || !isCompressed(type, begin),
                        "a chunk of it has " + length + " bytes of compressed text");
                in.skipNBytes(length - begin.length + Integer.BYTES);
            }
        }
    }

    /** In an iTXt chunk, the flag for it follows the zero that ends the keyword (11.3.3.4). */
    private static boolean isCompressed(String type, byte[] begin) {
        int end = 0;
        while (end < begin.length && begin[end] != 0) {
            end++;
        }
        boolean flag = end + 1 >= begin.length || begin[end + 1] != 0;
        return type.equals("zTXt") || type.equals("iCCP") || type.equals("iTXt") && flag;
    }

    private static void require(boolean holds, String otherwise) throws IOException {
        if (!holds) {
            throw new IOException(otherwise);
        }
    }
}
