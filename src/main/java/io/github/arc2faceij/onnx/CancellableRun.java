package io.github.arc2faceij.onnx;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.github.arc2faceij.common.Progress;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * One run of a session on a thread of its own, while the calling thread asks whether the user wants to stop. A cancelled
 * run ends between two nodes of the graph, and the caller returns only then: closing a session or a tensor during a run
 * crashes the Java machine.
 */
final class CancellableRun {

    private static final long POLL_MILLIS = 20;

    private CancellableRun() {}

    /**
     * @param session to run
     * @param inputs by name
     * @param shrinking the arena that gives back memory at the run's end, {@code "cpu:0"}; empty for none
     * @param progress asked whether to stop
     * @return the outputs, to be closed
     * @throws OrtException when the run fails
     * @throws CancellationException when the user asked to stop, the calling thread was interrupted, or Java ends
     */
    static OrtSession.Result run(
            OrtSession session, Map<String, OnnxTensor> inputs, String shrinking, Progress progress)
            throws OrtException {
        try (OrtSession.RunOptions options = new OrtSession.RunOptions()) {
            if (!shrinking.isEmpty()) {
                options.addRunConfigEntry("memory.enable_memory_arena_shrinkage", shrinking);
            }
            FutureTask<OrtSession.Result> task = new FutureTask<>(() -> session.run(inputs, options));
            EndOfJava.Run stoppable = EndOfJava.begin(options, task);
            Thread worker = new Thread(task, "Arc2Face network");
            worker.setDaemon(true);
            worker.start();
            boolean finished = false;
            try {
                OrtSession.Result result = await(task, progress);
                finished = true;
                return result;
            } finally {
                if (!finished) {
                    options.setTerminate(true);
                    discard(task);
                }
                EndOfJava.ended(stoppable);
            }
        }
    }

    private static OrtSession.Result await(FutureTask<OrtSession.Result> task, Progress progress) throws OrtException {
        while (true) {
            progress.checkCancelled();
            try {
                return task.get(POLL_MILLIS, TimeUnit.MILLISECONDS);
            } catch (TimeoutException e) {
                // Still running: ask again.
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new CancellationException("interrupted");
            } catch (ExecutionException e) {
                EndOfJava.check(); // which stopped it
                throw failure(e.getCause());
            }
        }
    }

    private static OrtException failure(Throwable cause) {
        if (cause instanceof Error error) {
            throw error;
        }
        if (cause instanceof RuntimeException exception) {
            throw exception;
        }
        return (OrtException) cause;
    }

    /** Waits for the end of a run whose result nobody wants. */
    private static void discard(FutureTask<OrtSession.Result> task) {
        boolean interrupted = Thread.interrupted();
        while (true) {
            try {
                task.get().close();
                break;
            } catch (ExecutionException e) {
                // ONNX Runtime reports that it was asked to stop.
                break;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
