package io.github.arc2faceij.models.download;

import java.time.Duration;

/**
 * Timeouts of a connection, and how often a failed attempt is repeated.
 *
 * @param connectTimeout until a connection is made
 * @param responseTimeout until a server responds to a request
 * @param stallTimeout without a byte until a connection is given up
 * @param firstDelay before the second attempt; doubled before every further one, at most half a minute
 * @param maxAttempts how many in a row may bring nothing
 */
public record RetrySettings(
        Duration connectTimeout,
        Duration responseTimeout,
        Duration stallTimeout,
        Duration firstDelay,
        int maxAttempts) {

    /** For the internet. */
    public static final RetrySettings DEFAULT = new RetrySettings(
            Duration.ofSeconds(20), Duration.ofSeconds(60), Duration.ofSeconds(60), Duration.ofSeconds(1), 6);
}
