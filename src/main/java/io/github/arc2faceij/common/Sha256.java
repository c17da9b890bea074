package io.github.arc2faceij.common;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.function.LongConsumer;

/** The SHA-256 of files (FIPS 180-4), in 64 lower-case hexadecimal digits. */
public final class Sha256 {

    private static final int CHUNK = 1 << 20;

    private Sha256() {}

    /**
     * @param file of any length
     * @param done called after every MiB with the bytes hashed so far; what it throws ends the hashing
     * @return the SHA-256 of the file's bytes
     * @throws Arc2FaceException when the file cannot be read
     */
    public static String of(Path file, LongConsumer done) {
        MessageDigest digest = digest();
        byte[] chunk = new byte[CHUNK];
        long hashed = 0;
        try (InputStream in = Files.newInputStream(file)) {
            for (int count = in.read(chunk); count >= 0; count = in.read(chunk)) {
                digest.update(chunk, 0, count);
                hashed += count;
                done.accept(hashed);
            }
        } catch (IOException e) {
            throw new Arc2FaceException(
                    "Cannot read " + file + " (" + e.getMessage()
                            + "). Check that the disk is there and that you may read the file.",
                    e);
        }
        return hex(digest);
    }

    /**
     * @param numbers any
     * @return the SHA-256 of their big-endian 32-bit floats
     */
    public static String of(float[] numbers) {
        ByteBuffer bytes = ByteBuffer.allocate(Float.BYTES * numbers.length);
        bytes.asFloatBuffer().put(numbers); // leaves the position of bytes itself at 0
        return of(bytes.array());
    }

    /**
     * @param bytes any
     * @return their SHA-256
     */
    public static String of(byte[] bytes) {
        MessageDigest digest = digest();
        digest.update(bytes);
        return hex(digest);
    }

    /** @return a digest that has seen nothing yet */
    public static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /**
     * @param digest that has seen all bytes; it is reset
     * @return its value
     */
    public static String hex(MessageDigest digest) {
        return HexFormat.of().formatHex(digest.digest());
    }
}
