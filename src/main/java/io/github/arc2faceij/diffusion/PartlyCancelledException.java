package io.github.arc2faceij.diffusion;

import io.github.arc2faceij.common.Picture;
import java.util.List;
import java.util.concurrent.CancellationException;

/** The user asked to stop when some of the pictures were finished. */
public final class PartlyCancelledException extends CancellationException {

    private static final long serialVersionUID = 1;

    private final transient List<Picture> finished;

    /** @param finished the first of the pictures that were asked for, at least one */
    PartlyCancelledException(List<Picture> finished) {
        this.finished = List.copyOf(finished);
    }

    /** @return the first of the pictures that were asked for, at least one */
    public List<Picture> finished() {
        return finished;
    }
}
