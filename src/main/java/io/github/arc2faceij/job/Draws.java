package io.github.arc2faceij.job;

import io.github.arc2faceij.common.Sha256;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Random;

/** Random numbers that depend on a text alone, so that any computer draws the same ones for a picture. */
final class Draws {

    private Draws() {}

    /**
     * @param text such as {@code seed/number}
     * @return java.util.Random, seeded with the first eight bytes of the text's SHA-256
     */
    static Random of(String text) {
        byte[] digest = Sha256.digest().digest(text.getBytes(StandardCharsets.US_ASCII));
        return new Random(ByteBuffer.wrap(digest).getLong());
    }
}
