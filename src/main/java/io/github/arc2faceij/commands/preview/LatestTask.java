package io.github.arc2faceij.commands.preview;

import ij.IJ;
import io.github.arc2faceij.common.Arc2FaceException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Does, on a thread of its own, what a preview shows: of tasks that come faster than they are done, the latest one. What
 * goes wrong is told in the status line, and the next change tries again.
 */
final class LatestTask implements AutoCloseable {

    private final ThreadPoolExecutor worker;

    /** @param name of the thread */
    LatestTask(String name) {
        worker = new ThreadPoolExecutor(
                0,
                1,
                1,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(1),
                work -> {
                    Thread thread = new Thread(work, name);
                    thread.setDaemon(true);
                    return thread;
                },
                new ThreadPoolExecutor.DiscardOldestPolicy());
    }

    /** @param task to be done soon, unless another comes or this is closed */
    void submit(Runnable task) {
        worker.execute(() -> attempt(task));
    }

    private void attempt(Runnable task) {
        try {
            task.run();
        } catch (Arc2FaceException e) {
            if (!isClosed()) {
                IJ.showStatus(e.getMessage());
            }
        } catch (CancellationException e) {
            // Another command's Escape, or this was closed.
        }
    }

    /** @return whether nothing more will be done */
    boolean isClosed() {
        return worker.isShutdown();
    }

    /** Drops what is waiting. What is under way is not interrupted, for it may be opening a model. */
    @Override
    public void close() {
        worker.shutdown();
        worker.getQueue().clear();
    }
}
