package io.github.arc2faceij.models.download;

import io.github.arc2faceij.common.Arc2FaceException;
import java.nio.file.Path;

/** Looks into a whole file before it gets its name; the only guard where nobody knows a checksum. */
@FunctionalInterface
public interface FileValidator {

    /** Takes every file. */
    FileValidator NONE = (file, name) -> {};

    /**
     * @param file the bytes, still under another name
     * @param name the name that it shall get
     * @throws Arc2FaceException when the bytes cannot be such a file
     */
    void inspect(Path file, String name);
}
