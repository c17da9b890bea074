package io.github.arc2faceij.job;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;

/**
 * Archives of small files in the form ustar of POSIX.1-1988. Their headers tell nothing but names and lengths, so that the
 * same files make the same archive everywhere.
 */
final class Tar {

    private static final int BLOCK = 512;
    private static final int LONGEST_NAME = 100;
    private static final int LENGTH_AT = 124;
    private static final int LENGTH_DIGITS = 12;
    private static final int SUM_AT = 148;
    private static final int SUM_DIGITS = 8;

    /** Takes the files of an archive one by one. */
    @FunctionalInterface
    interface EachFile {

        /**
         * @param name of the file
         * @param bytes of it
         * @throws IOException when it cannot be used
         */
        void accept(String name, byte[] bytes) throws IOException;
    }

    private Tar() {}

    /**
     * @param out the archive
     * @param name of at most 100 ASCII characters
     * @param bytes of the file
     * @throws IOException when the archive cannot be written
     */
    static void add(OutputStream out, String name, byte[] bytes) throws IOException {
        byte[] header = new byte[BLOCK];
        put(header, 0, name);
        put(header, 100, "0000644\0" + "0000000\0".repeat(2)); // rights, and nobody's
        put(header, LENGTH_AT, String.format(Locale.ROOT, "%011o\0%011o\0", bytes.length, 0)); // and date
        put(header, 156, "0");
        put(header, 257, "ustar\00000");
        put(header, SUM_AT, String.format(Locale.ROOT, "%06o\0 ", sum(header)));
        out.write(header);
        out.write(bytes);
        out.write(new byte[padding(bytes.length)]);
    }

    /**
     * @param out the archive, after all of its files
     * @throws IOException when it cannot be written
     */
    static void end(OutputStream out) throws IOException {
        out.write(new byte[2 * BLOCK]);
    }

    /**
     * @param archive that {@link #add} and {@link #end} wrote
     * @param files gets its files in their order
     * @throws IOException when it is damaged, or cannot be read; the message is a clause
     */
    static void read(Path archive, EachFile files) throws IOException {
        long left = Files.size(archive);
        try (InputStream bytes = new BufferedInputStream(Files.newInputStream(archive));
                DataInputStream in = new DataInputStream(bytes)) {
            byte[] header = new byte[BLOCK];
            while (true) {
                left -= BLOCK;
                if (left < 0) {
                    throw new IOException("its end is missing");
                }
                in.readFully(header);
                if (header[0] == 0) {
                    return;
                }
                if (number(header, SUM_AT, SUM_DIGITS) != sum(header)) {
                    throw new IOException("a header in it is damaged");
                }
                long length = number(header, LENGTH_AT, LENGTH_DIGITS);
                left -= length + padding(length);
                if (left < 0) {
                    throw new IOException("its end is missing");
                }
                byte[] content = in.readNBytes((int) length);
                in.skipNBytes(padding(length));
                files.accept(text(header, 0, LONGEST_NAME), content);
            }
        }
    }

    private static int padding(long length) {
        return (int) ((BLOCK - length % BLOCK) % BLOCK);
    }

    private static void put(byte[] header, int at, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(bytes, 0, header, at, bytes.length);
    }

    /** Of all bytes, those of the sum itself taken for blanks. */
    private static int sum(byte[] header) {
        byte[] blank = header.clone();
        Arrays.fill(blank, SUM_AT, SUM_AT + SUM_DIGITS, (byte) ' ');
        int sum = 0;
        for (byte value : blank) {
            sum += value & 0xff;
        }
        return sum;
    }

    private static long number(byte[] header, int at, int digits) throws IOException {
        String text = text(header, at, digits).strip();
        if (!text.matches("[0-7]{1,11}")) {
            throw new IOException("a header in it is damaged");
        }
        return Long.parseLong(text, 8);
    }

    private static String text(byte[] header, int at, int most) {
        int end = at;
        while (end < at + most && header[end] != 0) {
            end++;
        }
        return new String(header, at, end - at, StandardCharsets.US_ASCII);
    }
}
