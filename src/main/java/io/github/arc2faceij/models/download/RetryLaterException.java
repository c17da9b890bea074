package io.github.arc2faceij.models.download;

import java.io.IOException;
import java.time.Duration;

/** A server's answer that says to come again: it is overloaded, limits requests, or something behind it is down. */
final class RetryLaterException extends IOException {

    private static final long serialVersionUID = 1L;

    private final transient Duration pause;

    /**
     * @param message the answer in a few words
     * @param pause what the server asks for, zero when it does not say
     */
    RetryLaterException(String message, Duration pause) {
        super(message);
        this.pause = pause;
    }

    Duration pause() {
        return pause;
    }
}
