package io.github.arc2faceij.models.download;

import io.github.arc2faceij.common.Arc2FaceException;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import javax.net.ssl.SSLHandshakeException;

/**
 * Decides whether a failed attempt at a file is repeated, and waits before it: with exponential backoff, or as long as the
 * server asks. Only attempts that brought no bytes count.
 */
final class RetryPolicy {

    private static final Duration MAX_DELAY = Duration.ofSeconds(30);
    private static final Duration MAX_RETRY_AFTER = Duration.ofMinutes(2);
    /** A host that was never reached will hardly be there a minute later. */
    private static final int MAX_CONNECT_ATTEMPTS = 2;

    private final DownloadRequest download;
    private final RetrySettings settings;
    private int failures;
    private long mostBytes;

    RetryPolicy(DownloadRequest download, RetrySettings settings) {
        this.download = download;
        this.settings = settings;
    }

    /**
     * Waits until the next attempt may start.
     *
     * @param failure why the last one ended
     * @param bytesPresent how many bytes the part file holds
     * @throws Arc2FaceException when it is not repeated
     * @throws CancellationException when the thread is interrupted
     */
    void awaitRetry(IOException failure, long bytesPresent) {
        failures = bytesPresent > mostBytes ? 1 : failures + 1;
        mostBytes = Math.max(mostBytes, bytesPresent);
        if (failures >= limit(failure)) {
            throw DownloadErrors.retriesExhausted(download, failures, bytesPresent, failure);
        }
        try {
            Thread.sleep(pause(failure).toMillis());
        } catch (InterruptedException e) {
            throw new CancellationException();
        }
    }

    private int limit(IOException failure) {
        if (failure instanceof SSLHandshakeException) {
            return 1;
        }
        return mostBytes == 0 && failure instanceof UnreachableServerException
                ? MAX_CONNECT_ATTEMPTS
                : settings.maxAttempts();
    }

    private Duration pause(IOException failure) {
        Duration doubled = settings.firstDelay().multipliedBy(1L << Math.min(failures - 1, 10));
        Duration pause = shorter(doubled, MAX_DELAY);
        if (failure instanceof RetryLaterException later && later.retryAfter().compareTo(pause) > 0) {
            return shorter(later.retryAfter(), MAX_RETRY_AFTER);
        }
        return pause;
    }

    private static Duration shorter(Duration a, Duration b) {
        return a.compareTo(b) < 0 ? a : b;
    }
}
