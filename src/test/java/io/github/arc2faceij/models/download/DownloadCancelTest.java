package io.github.arc2faceij.models.download;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.arc2faceij.common.FreeDiskSpace;
import io.github.arc2faceij.common.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

/** The user stops: at once, in whatever state, and what arrived is kept. */
class DownloadCancelTest extends DownloadFixture {

    private static final RetrySettings LONG_TIMEOUTS = new RetrySettings(
            Duration.ofMinutes(1), Duration.ofMinutes(1), Duration.ofMinutes(1), Duration.ofMinutes(1), 9);

    private static Downloader withLongTimeouts() {
        return new Downloader(
                Optional.empty(), LONG_TIMEOUTS, new DiskSpaceCheck(FreeDiskSpace.OF_SYSTEM), FileValidator.NONE);
    }

    private void assertCancels(LoopbackServer server, BooleanSupplier when) {
        Progress progress = new Progress() {
            @Override
            public void report(String task, double fraction) {}

            @Override
            public void checkCancelled() {
                if (when.getAsBoolean()) {
                    throw new CancellationException();
                }
            }
        };
        long start = System.nanoTime();
        assertThrows(CancellationException.class, () -> withLongTimeouts()
                .fetch(folder, List.of(download(server.address("/"))), file -> {}, progress));
        assertTrue(System.nanoTime() - start < 9_000_000_000L, "cancel took too long");
        assertTargetAbsent();
    }

    @Test
    void whileBytesArrive() throws IOException {
        AtomicBoolean sick = new AtomicBoolean(true);
        LoopbackServer server = serve((request, client) -> {
            boolean stops = sick.get() && !request.isInfoRequest();
            Reply.range(request, FILE, TAG).send(client, stops ? 100_000 : FILE.length);
            Thread.sleep(stops ? 10_000 : 0);
        });
        assertCancels(server, () -> Files.exists(part()) && part().toFile().length() == 100_000);
        assertArrayEquals(Arrays.copyOf(FILE, 100_000), Files.readAllBytes(part()));
        sick.set(false);
        fetch(server.address("/"));
        assertArrived(FILE);
        assertEquals("bytes=100000-", server.transfers().get(1).header("Range"));
    }

    @Test
    void whileTheServerIsAsked() throws IOException {
        LoopbackServer server = serve((request, client) -> Thread.sleep(10_000));
        assertCancels(server, () -> !server.requests().isEmpty());
    }

    @Test
    void whileWaitingForTheNextAttempt() throws IOException {
        LoopbackServer server = serve((request, client) -> Reply.status(503).send(client));
        assertCancels(server, () -> !server.requests().isEmpty());
    }

    @Test
    void anInterruptedThreadStopsToo() throws IOException {
        LoopbackServer server = serve((request, client) -> Thread.sleep(10_000));
        Thread.currentThread().interrupt();
        assertThrows(CancellationException.class, () -> fetch(withLongTimeouts(), download(server.address("/"))));
        assertTrue(Thread.interrupted());
    }

    @Test
    void oneFailureStopsTheOthersAndKeepsTheirParts() throws IOException {
        LoopbackServer server = serve((request, client) -> {
            if (request.target().equals("/absent") && !request.isInfoRequest()) {
                while (!Files.exists(part()) || Files.size(part()) < 1000) {
                    Thread.sleep(5);
                }
                Reply.status(404).send(client);
            } else {
                Reply.range(request, FILE, TAG).send(client, 1000);
                Thread.sleep(request.isInfoRequest() ? 0 : 10_000);
            }
        });
        DownloadRequest absent = new DownloadRequest(
                server.address("/absent"), folder.resolve("absent"), Optional.empty(), Optional.empty());
        assertThrows(io.github.arc2faceij.common.Arc2FaceException.class, () -> withLongTimeouts()
                .fetch(folder, List.of(download(server.address("/")), absent), file -> {}, Progress.NONE));
        assertEquals(1000, Files.size(part()));
    }
}
