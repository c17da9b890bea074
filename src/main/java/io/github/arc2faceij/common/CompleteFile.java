package io.github.arc2faceij.image.file;

import io.github.arc2faceij.common.Arc2FaceException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.UUID;

/** Files that appear under their names when they are complete, and not before. */
public final class CompleteFile {

    private CompleteFile() {}

    /**
     * Replaces a file of this name.
     *
     * @param file in a folder that exists
     * @param bytes all that it is to hold
     * @throws Arc2FaceException when it cannot be written; what was there before stays
     */
    public static void write(Path file, byte[] bytes) {
        try {
            // Not createTempFile, whose files nobody else may read.
            Path part = file.resolveSibling("." + UUID.randomUUID() + ".part");
            try {
                Files.write(part, bytes);
                Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(part);
            }
        } catch (IOException e) {
            throw new Arc2FaceException(
                    "Cannot write \"" + file + "\" (" + e.getMessage()
                            + "). Check that the disk has room and that you may write there.",
                    e);
        }
    }
}
