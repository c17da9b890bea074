package io.github.arc2faceij.models.install;

import io.github.arc2faceij.common.Arc2FaceException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** How long files are, with a sentence when the disk does not tell. */
final class FileSize {

    private FileSize() {}

    /** @return the bytes of a file that is there */
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

    /** @return the bytes of a file, 0 when there is none */
    static long orZero(Path file) {
        return Files.exists(file) ? of(file) : 0;
    }
}
