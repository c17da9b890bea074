package io.github.arc2faceij.models.download;

import java.io.IOException;
import java.time.Duration;

/** A temporary HTTP error: the server is overloaded, limits requests, or something behind it is down. */
final class RetryLaterException extends IOException {

    private static final long serialVersionUID = 1L;

    private final transient Duration retryAfter;

    /**
     * @param message the response in a few words
     * @param retryAfter how long the server asks to wait, zero when it does not say
     */
    RetryLaterException(String message, Duration retryAfter) {
        super(message);
        this.retryAfter = retryAfter;
    }

    Duration retryAfter() {
        return retryAfter;
    }
}
