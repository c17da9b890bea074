package io.github.arc2faceij.models.download;

import java.io.IOException;

/** What a server says now does not go with what it said before: it has to be asked anew. */
final class InconsistentServerException extends IOException {

    private static final long serialVersionUID = 1L;

    InconsistentServerException(String message) {
        super(message);
    }
}
