package io.github.arc2faceij.common;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads files that fit in memory, and none that are longer than files of their kind can be. */
public final class WholeFile {

    /** More than the longest text that a model has, CLIP's vocabulary of 1 MB. */
    private static final long LONGEST_TEXT = 64L << 20;

    private WholeFile() {}

    /**
     * @param file any file
     * @param longest how many bytes it may have
     * @return all of them
     * @throws IOException when it is longer or cannot be read; the message is a clause without a full stop
     */
    public static byte[] bytes(Path file, long longest) throws IOException {
        long length = Files.size(file);
        if (length > longest) {
            throw new IOException("it has " + length + " bytes, but such a file has " + longest + " at most");
        }
        return Files.readAllBytes(file);
    }

    /**
     * @param file a text of a configuration, a vocabulary, or of numbers, in UTF-8
     * @return all of it
     * @throws IOException when it is no such text, too long, or cannot be read; the message is a clause without a full stop
     */
    public static String text(Path file) throws IOException {
        byte[] bytes = bytes(file, LONGEST_TEXT);
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new IOException("it is not text in UTF-8", e);
        }
    }
}
