package io.github.arc2faceij.job;

import java.io.Serializable;
import java.util.Locale;

/**
 * What became of a shard.
 *
 * @param shard from 0
 * @param state how it ended
 * @param pictures how many were to be made
 * @param accepted how many of them are in the data set
 * @param seconds how long it took
 * @param message a sentence; empty when there is nothing to say
 * @serial exclude
 */
public record ShardOutcome(int shard, State state, int pictures, int accepted, double seconds, String message)
        implements Serializable {

    /** How it ended. */
    public enum State {
        /** Its pictures were made and written. */
        DONE,
        /** A run before has made it already. */
        BEFORE,
        /** The message says why not. */
        FAILED
    }

    /** @return {@code shard-000003} */
    public String name() {
        return ShardPictures.name(shard);
    }

    /** @return a line for logs: {@code shard-000003: 1000 pictures, 973 accepted, 0.92 pictures a second.} */
    @Override
    public String toString() {
        String end = message.isEmpty() ? "" : " " + message;
        return switch (state) {
            case DONE -> String.format(
                    Locale.ROOT,
                    "%s: %d pictures, %d accepted, %.2f pictures a second.%s",
                    name(),
                    pictures,
                    accepted,
                    pictures / seconds,
                    end);
            case BEFORE -> name() + ": made before." + end;
            case FAILED -> name() + ": failed." + end;
        };
    }
}
