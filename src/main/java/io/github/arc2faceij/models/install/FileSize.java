package io.github.arc2faceij.models.install;

import io.github.arc2faceij.common.Arc2FaceException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The sizes of files, with a message for the user when the disk cannot be read. */
final class FileSize {

    private FileSize() {}

    /** @return the size in bytes of a file that is there */
    static long of(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            throw new Arc2FaceException(
                    "Cannot look at " + file + " (" + e.getMessage()
                            + "). Check that the disk is there and that you may read it.",
                    e);
        }
    }

    /** @return the size in bytes of a file, 0 when there is none */
    static long orZero(Path file) {
        return Files.exists(file) ? of(file) : 0;
    }
}
