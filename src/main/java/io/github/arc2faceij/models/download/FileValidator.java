package io.github.arc2faceij.models.download;

import io.github.arc2faceij.common.Arc2FaceException;
import java.nio.file.Path;

/** Checks the content of a complete file before it gets its name. Where no checksum is known it is the only check. */
@FunctionalInterface
public interface FileValidator {

    /** Accepts every file. */
    FileValidator NONE = (file, name) -> {};

    /**
     * @param file the bytes, still under another name
     * @param name the name that it shall get
     * @throws Arc2FaceException when the bytes cannot be such a file
     */
    void validate(Path file, String name);
}
