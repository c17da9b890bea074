package io.github.arc2faceij.models.download;

import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Works on several transfers at once while the calling thread watches: it shows the progress, cuts silent connections
 * off, and takes everybody home when one transfer fails or the user wants to stop.
 */
final class TransferPool {

    private static final long LOOK_MILLIS = 100;
    private static final long GOING_HOME_SECONDS = 5;

    private final int size;
    private final List<FileTransfer> transfers;

    TransferPool(int size, List<FileTransfer> transfers) {
        this.size = size;
        this.transfers = transfers;
    }

    /**
     * @param work on one transfer
     * @param show called ten times a second on the calling thread; may throw CancellationException
     */
    void run(Consumer<FileTransfer> work, Runnable show) {
        ExecutorService threads = Executors.newFixedThreadPool(size, TransferPool::daemon);
        CompletionService<Void> finished = new ExecutorCompletionService<>(threads);
        transfers.forEach(transfer -> finished.submit(() -> work.accept(transfer), null));
        int open = transfers.size();
        try {
            while (open > 0) {
                show.run();
                transfers.forEach(FileTransfer::watch);
                Future<Void> result = finished.poll(LOOK_MILLIS, TimeUnit.MILLISECONDS);
                if (result != null) {
                    result.get();
                    open--;
                }
            }
            show.run();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException failure ? failure : new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException();
        } finally {
            if (open > 0) {
                transfers.forEach(FileTransfer::cancel);
            }
            goHome(threads);
        }
    }

    private static void goHome(ExecutorService threads) {
        threads.shutdownNow();
        try {
            threads.awaitTermination(GOING_HOME_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "Arc2Face download");
        thread.setDaemon(true);
        return thread;
    }
}
