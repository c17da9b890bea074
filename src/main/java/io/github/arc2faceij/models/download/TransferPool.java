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
 * Runs several transfers in parallel. The calling thread meanwhile reports progress and aborts stalled connections. When
 * one transfer fails or the user cancels, all are cancelled.
 */
final class TransferPool {

    private static final long POLL_MILLIS = 100;
    private static final long SHUTDOWN_SECONDS = 5;

    private final int threadCount;
    private final List<FileTransfer> transfers;

    TransferPool(int threadCount, List<FileTransfer> transfers) {
        this.threadCount = threadCount;
        this.transfers = transfers;
    }

    /**
     * @param work done for each transfer, on a thread of the pool
     * @param report called ten times a second on the calling thread; may throw CancellationException
     */
    void run(Consumer<FileTransfer> work, Runnable report) {
        ExecutorService threads = Executors.newFixedThreadPool(threadCount, TransferPool::daemon);
        CompletionService<Void> finished = new ExecutorCompletionService<>(threads);
        transfers.forEach(transfer -> finished.submit(() -> work.accept(transfer), null));
        int open = transfers.size();
        try {
            while (open > 0) {
                report.run();
                transfers.forEach(FileTransfer::abortIfStalled);
                Future<Void> result = finished.poll(POLL_MILLIS, TimeUnit.MILLISECONDS);
                if (result != null) {
                    result.get();
                    open--;
                }
            }
            report.run();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException failure ? failure : new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException();
        } finally {
            if (open > 0) {
                transfers.forEach(FileTransfer::cancel);
            }
            shutDown(threads);
        }
    }

    private static void shutDown(ExecutorService threads) {
        threads.shutdownNow();
        try {
            threads.awaitTermination(SHUTDOWN_SECONDS, TimeUnit.SECONDS);
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
