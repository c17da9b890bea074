package io.github.arc2faceij;

import java.util.concurrent.CancellationException;

/** The user asked to stop when some of the pictures were finished, which can be kept. */
public final class CancelledGenerationException extends CancellationException {

    private static final long serialVersionUID = 1;

    private final transient Generation finished;

    /** @param finished what there is */
    CancelledGenerationException(Generation finished) {
        this.finished = finished;
    }

    /** @return the finished pictures, at least one, with a recipe that says how many they are */
    public Generation finished() {
        return finished;
    }
}
