package io.github.arc2faceij.onnx;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Stops what runs when the user quits ImageJ meanwhile. ONNX Runtime's library takes itself down at the end of a process,
 * and the process would crash if a network still ran in it.
 */
final class EndOfJava {

    private static final long PATIENCE_SECONDS = 5;
    private static final Set<Run> RUNS = ConcurrentHashMap.newKeySet();
    private static volatile boolean ending;

    static {
        Runtime.getRuntime().addShutdownHook(new Thread(EndOfJava::stopAll, "Arc2Face end"));
    }

    /**
     * A run of a network.
     *
     * @param options by which it is stopped
     * @param result ends when it does
     */
    record Run(OrtSession.RunOptions options, Future<?> result) {

        private void stop() {
            try {
                options.setTerminate(true);
                result.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            } catch (OrtException | IllegalStateException | ExecutionException | TimeoutException e) {
                // It has ended already or by this, or waits for longer than a user would.
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private EndOfJava() {}

    /**
     * To be called before a network runs.
     *
     * @param options of the run
     * @param result of the run
     * @return the run, for {@link #ended}
     * @throws CancellationException when Java ends already
     */
    static Run begin(OrtSession.RunOptions options, Future<?> result) {
        Run run = new Run(options, result);
        RUNS.add(run);
        try {
            check();
        } catch (CancellationException e) {
            RUNS.remove(run);
            throw e;
        }
        return run;
    }

    /** @throws CancellationException when Java ends */
    static void check() {
        if (ending) {
            throw new CancellationException("ImageJ quits");
        }
    }

    /** @param run that is over, its options not closed yet */
    static void ended(Run run) {
        RUNS.remove(run);
    }

    private static void stopAll() {
        ending = true;
        RUNS.forEach(Run::stop);
        Turn.endForEver();
    }
}
