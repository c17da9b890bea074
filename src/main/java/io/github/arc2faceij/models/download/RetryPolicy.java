package io.github.arc2faceij.models.download;

import io.github.arc2faceij.common.Arc2FaceException;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import javax.net.ssl.SSLHandshakeException;

/** Waits between the attempts at one file, longer each time, and gives up after several that brought nothing. */
final class RetryPolicy {

    private static final Duration LONGEST = Duration.ofSeconds(30);
    private static final Duration LONGEST_ASKED_FOR = Duration.ofMinutes(2);
    /** A host that was never reached will hardly be there a minute later. */
    private static final int ATTEMPTS_TO_REACH = 2;

    private final DownloadRequest download;
    private final RetrySettings timing;
    private int fruitless;
    private long farthest;

    RetryPolicy(DownloadRequest download, RetrySettings timing) {
        this.download = download;
        this.timing = timing;
    }

    /**
     * Waits until the next attempt.
     *
     * @param failure why the last one ended
     * @param reached how many bytes lie in the part file
     * @throws Arc2FaceException when there shall be no next attempt
     * @throws CancellationException when the thread is interrupted
     */
    void failed(IOException failure, long reached) {
        fruitless = reached > farthest ? 1 : fruitless + 1;
        farthest = Math.max(farthest, reached);
        if (fruitless >= limit(failure)) {
            throw DownloadErrors.giveUp(download, fruitless, reached, failure);
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
        return farthest == 0 && failure instanceof UnreachableServerException ? ATTEMPTS_TO_REACH : timing.attempts();
    }

    private Duration pause(IOException failure) {
        Duration doubled = timing.pause().multipliedBy(1L << Math.min(fruitless - 1, 10));
        Duration pause = shorter(doubled, LONGEST);
        if (failure instanceof RetryLaterException later && later.pause().compareTo(pause) > 0) {
            return shorter(later.pause(), LONGEST_ASKED_FOR);
        }
        return pause;
    }

    private static Duration shorter(Duration a, Duration b) {
        return a.compareTo(b) < 0 ? a : b;
    }
}
