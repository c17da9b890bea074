package io.github.arc2faceij.onnx;

import ai.onnxruntime.OrtException;
import io.github.arc2faceij.common.Progress;
import io.github.arc2faceij.device.Device;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Lets sessions of a provider that does one thing at a time ({@code Provider.oneAtATime}) open, run and close one after the
 * other. Those of other providers wait for nobody.
 */
final class Turn {

    private static final ReentrantLock LOCK = new ReentrantLock(true);
    private static final long POLL_MILLIS = 20;
    private static final long PATIENCE_SECONDS = 60;

    /** What a session does. */
    interface Work<T> {
        T run() throws OrtException;
    }

    private Turn() {}

    /**
     * Works when no other session does.
     *
     * @param device of the session
     * @param progress asked whether to stop waiting
     * @param work that is done
     * @return what it gives
     * @throws OrtException when it fails
     * @throws CancellationException when the user asked to stop, the thread was interrupted, or Java ends
     */
    static <T> T take(Device device, Progress progress, Work<T> work) throws OrtException {
        if (!device.provider().oneAtATime()) {
            return work.run();
        }
        EndOfJava.check();
        await(progress);
        try {
            return work.run();
        } finally {
            LOCK.unlock();
        }
    }

    private static void await(Progress progress) {
        try {
            while (!LOCK.tryLock(POLL_MILLIS, TimeUnit.MILLISECONDS)) {
                EndOfJava.check();
                progress.checkCancelled();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("interrupted");
        }
    }

    /** Waits for the session that works, and lets none work again: to be called when Java ends. */
    static void takeForEver() {
        try {
            LOCK.tryLock(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
