package io.github.arc2faceij.models.download;

import java.time.Duration;

/**
 * How patient downloads are.
 *
 * @param connect until a connection is made
 * @param answer until a server answers a request
 * @param stall without a byte before a connection counts as dead
 * @param pause before the second attempt; doubled before every further one, at most half a minute
 * @param attempts that may bring nothing, one after the other
 */
public record RetrySettings(Duration connect, Duration answer, Duration stall, Duration pause, int attempts) {

    /** For the internet. */
    public static final RetrySettings DEFAULT = new RetrySettings(
            Duration.ofSeconds(20), Duration.ofSeconds(60), Duration.ofSeconds(60), Duration.ofSeconds(1), 6);
}
