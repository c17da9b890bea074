package io.github.arc2faceij.onnx;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.github.arc2faceij.common.Progress;
import io.github.arc2faceij.device.Device;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Lets sessions of a provider that does one thing at a time ({@code Provider.oneAtATime}) open, run and close one after the
 * other. Those of other providers wait for nobody.
 */
final class Turn {

    private static final ReentrantLock LOCK = new ReentrantLock(true);

    /** The sessions of such providers. Those of others, which wait for nobody, are looked for when they close. */
    private static final Set<OrtSession> OPEN = ConcurrentHashMap.newKeySet();

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

    /**
     * Opens a session when no other works.
     *
     * @param device of the session
     * @param progress asked whether to stop waiting
     * @param opening gives the session
     * @return the session, for {@link #close}
     * @throws OrtException when it fails
     * @throws CancellationException when the user asked to stop, the thread was interrupted, or Java ends
     */
    static OrtSession open(Device device, Progress progress, Work<OrtSession> opening) throws OrtException {
        return take(device, progress, () -> {
            OrtSession session = opening.run();
            if (device.provider().oneAtATime()) {
                OPEN.add(session);
            }
            return session;
        });
    }

    /**
     * Closes a session when no other works.
     *
     * @param device of the session
     * @param open that is closed
     * @throws OrtException when it fails
     * @throws CancellationException when the thread was interrupted, or Java ends
     */
    static void close(Device device, OpenSession open) throws OrtException {
        take(device, Progress.NONE, () -> {
            OPEN.remove(open.session());
            open.close();
            return open;
        });
    }

    /**
     * Waits for the session that works, lets none work again, and closes all: to be called when Java ends. A run that was
     * stopped leaves work in the card's queue, and its driver would take itself down under it. A session that is closed waits
     * for it.
     */
    static void endForEver() {
        try {
            if (LOCK.tryLock(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                for (OrtSession session : OPEN) {
                    session.close();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (OrtException e) {
            // Java ends, and nobody waits for the session.
        }
    }
}
