package io.github.arc2faceij.onnx;

import io.github.arc2faceij.common.Progress;
import java.util.concurrent.CancellationException;
import java.util.function.Supplier;

/**
 * Who may cancel the networks that a thread opens. They are opened where they are first needed, deep inside a request, so
 * the request's progress belongs to the thread meanwhile.
 */
public final class CancellableOpening {

    private static final ThreadLocal<Progress> PROGRESS = ThreadLocal.withInitial(() -> Progress.NONE);

    private CancellableOpening() {}

    /**
     * Lets work open networks, each of which may be cancelled.
     *
     * @param <T> what the work gives
     * @param progress asked whether to stop while a network waits to be opened, between its weights, and when it is open
     * @param work that may open networks, on this thread
     * @return what the work gives
     * @throws CancellationException when the user asked to stop; the network is closed again
     */
    public static <T> T by(Progress progress, Supplier<T> work) {
        Progress outer = PROGRESS.get();
        PROGRESS.set(progress);
        try {
            return work.get();
        } finally {
            PROGRESS.set(outer);
        }
    }

    static Progress progress() {
        return PROGRESS.get();
    }
}
