package io.github.arc2faceij.models.download;

import java.io.IOException;

/** A server contradicts what it said of a file before. The file's size and checksum have to be requested again. */
final class InconsistentServerException extends IOException {

    private static final long serialVersionUID = 1L;

    InconsistentServerException(String message) {
        super(message);
    }
}
