package io.github.arc2faceij.models.download;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.arc2faceij.common.Progress;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The way of a file when all goes well, redirects and checksums. */
class DownloaderTest extends DownloadFixture {

    @Test
    void aFileArrivesWholeAndIsTold() throws IOException {
        LoopbackServer server =
                serve((request, client) -> Reply.range(request, FILE, TAG).send(client));
        DownloadedFile file = fetch(server.address("/weights"));
        assertArrived(FILE);
        assertEquals(new DownloadedFile(target(), server.address("/weights"), FILE.length, sha256(FILE)), file);
    }

    @Test
    void progressTellsBytesOnTheCallingThread() throws IOException {
        LoopbackServer server =
                serve((request, client) -> Reply.range(request, FILE, TAG).send(client));
        List<String> told = new ArrayList<>();
        List<Double> fractions = new ArrayList<>();
        Thread caller = Thread.currentThread();
        downloader().fetch(folder, List.of(download(server.address("/"))), file -> {}, (task, fraction) -> {
            assertEquals(caller, Thread.currentThread());
            told.add(task);
            fractions.add(fraction);
        });
        assertContains("300 kB of 300 kB", told.get(told.size() - 1));
        assertEquals(1.0, fractions.get(fractions.size() - 1));
        assertTrue(fractions.stream().allMatch(fraction -> fraction >= 0 && fraction <= 1));
    }

    @Test
    void theHashIsReadFromTheRedirectAndHeld() throws IOException {
        LoopbackServer cdn = serve((request, client) ->
                Reply.range(request, FILE, "\"of the cdn\"").send(client));
        LoopbackServer hub = serve((request, client) -> Reply.redirect(
                        cdn.address("localhost", "/signed?for=you").toString())
                .header("X-Linked-ETag", "\"" + sha256(FILE).toUpperCase() + "\"")
                .header("ETag", "\"not of the file\"")
                .send(client));
        assertEquals(sha256(FILE), fetch(hub.address("/model")).sha256());
        assertArrived(FILE);
        assertEquals("/signed?for=you", cdn.requests().get(0).target());
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 303, 307, 308})
    void relativeRedirectsAreFollowed(int status) throws IOException {
        LoopbackServer server = serve((request, client) -> {
            if (request.target().equals("/models/old")) {
                Reply.status(status).header("Location", "../new").send(client);
            } else {
                Reply.range(request, FILE, TAG).send(client);
            }
        });
        fetch(server.address("/models/old"));
        assertArrived(FILE);
        assertEquals("/new", server.requests().get(1).target());
    }

    @Test
    void redirectsInACircleEnd() throws IOException {
        LoopbackServer server =
                serve((request, client) -> Reply.redirect(request.target()).send(client));
        assertContains("redirects", refusal(server.address("/circle")));
        assertEquals(11, server.requests().size());
    }

    @ParameterizedTest
    @ValueSource(strings = {"ftp://127.0.0.1/file", "file:///etc/hosts", "http://", "", "http://a b/"})
    void redirectsToWhatIsNoWebAddressAreRefused(String location) throws IOException {
        LoopbackServer server =
                serve((request, client) -> Reply.redirect(location).send(client));
        assertContains("which is not a web address", refusal(server.address("/")));
        assertTargetAbsent();
    }

    @Test
    void wrongBytesAreAskedForOnceMoreAndThenRefused() throws IOException {
        String published = sha256(bytes(2, 10));
        LoopbackServer server = serve((request, client) -> Reply.range(request, FILE, TAG)
                .header("X-Linked-ETag", published)
                .send(client));
        String message = refusal(server.address("/weights"));
        assertContains("The server says SHA-256 " + published + ", but the file has " + sha256(FILE), message);
        assertEquals(2, server.transfers().size());
        assertTargetAbsent();
        assertFalse(Files.exists(part()));
    }

    @Test
    void wrongBytesOnceAreForgiven() throws IOException {
        AtomicInteger bodies = new AtomicInteger();
        LoopbackServer server = serve((request, client) -> {
            byte[] sent = !request.isInfoRequest() && bodies.getAndIncrement() == 0 ? bytes(9, FILE.length) : FILE;
            Reply.range(request, sent, TAG)
                    .header("X-Linked-ETag", sha256(FILE))
                    .send(client);
        });
        fetch(server.address("/weights"));
        assertArrived(FILE);
    }

    @ParameterizedTest
    @CsvSource({"true, The catalogue says SHA-256", "false, The record of what was installed before says SHA-256"})
    void aFileMustBeTheOneThatIsPinnedOrWasInstalledBefore(boolean pinned, String expected) throws IOException {
        LoopbackServer server =
                serve((request, client) -> Reply.range(request, FILE, TAG).send(client));
        Optional<String> other = Optional.of(sha256(bytes(2, 10)));
        DownloadRequest download = new DownloadRequest(
                server.address("/weights"),
                target(),
                pinned ? other : Optional.empty(),
                pinned ? Optional.empty() : other);
        assertContains(expected, refusal(downloader(), download));
        assertTargetAbsent();
    }

    @Test
    void theServersHashIsNewerThanTheRecord() throws IOException {
        LoopbackServer server = serve((request, client) -> Reply.range(request, FILE, TAG)
                .header("X-Linked-ETag", sha256(FILE))
                .send(client));
        fetch(
                downloader(),
                new DownloadRequest(
                        server.address("/weights"), target(), Optional.empty(), Optional.of(sha256(bytes(2, 10)))));
        assertArrived(FILE);
    }

    @Test
    void aFileThatIsThereIsCheckedAndNotFetchedAgain() throws IOException {
        LoopbackServer server = serve((request, client) -> Reply.range(request, FILE, TAG)
                .header("X-Linked-ETag", sha256(FILE))
                .send(client));
        Files.createDirectories(target().getParent());
        Files.write(target(), FILE);
        assertEquals(sha256(FILE), fetch(server.address("/weights")).sha256());
        assertEquals(List.of(), server.transfers());
    }

    @Test
    void aFileThatIsThereWithOtherBytesIsReplaced() throws IOException {
        LoopbackServer server = serve((request, client) -> Reply.range(request, FILE, TAG)
                .header("X-Linked-ETag", sha256(FILE))
                .send(client));
        Files.createDirectories(target().getParent());
        Files.write(target(), bytes(3, FILE.length));
        fetch(server.address("/weights"));
        assertArrived(FILE);
    }

    @Test
    void whatIsThereStaysUntilTheNewOneIsWhole() throws IOException {
        byte[] old = bytes(3, 100);
        LoopbackServer server = serve(
                (request, client) -> Reply.range(request, FILE, TAG).send(client, request.isInfoRequest() ? 1 : 0));
        Files.createDirectories(target().getParent());
        Files.write(target(), old);
        refusal(server.address("/weights"));
        assertArrayEquals(old, Files.readAllBytes(target()));
    }

    @Test
    void twoFilesAreFetchedAtOnceAndNoMore() throws IOException {
        AtomicInteger now = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        LoopbackServer server = serve((request, client) -> {
            most.accumulateAndGet(now.incrementAndGet(), Math::max);
            Thread.sleep(30);
            now.decrementAndGet();
            Reply.range(request, FILE, TAG).send(client);
        });
        List<DownloadRequest> downloads = IntStream.range(0, 6)
                .mapToObj(i -> new DownloadRequest(
                        server.address("/" + i), folder.resolve("f" + i), Optional.empty(), Optional.empty()))
                .toList();
        downloader().fetch(folder, downloads, file -> {}, Progress.NONE);
        assertEquals(2, most.get());
        for (DownloadRequest download : downloads) {
            assertArrayEquals(FILE, Files.readAllBytes(download.target()));
        }
    }

    @Test
    void nothingToFetchIsNoWork() {
        downloader().fetch(folder, List.of(), file -> {}, Progress.NONE);
        assertEquals(0, folder.toFile().list().length);
    }

    @Test
    void aServerThatIsNotThereIsSaidSoon() throws IOException {
        URI nobody;
        try (LoopbackServer closed = LoopbackServer.http((request, client) -> {})) {
            nobody = closed.address("/weights");
        }
        assertContains("Cannot reach 127.0.0.1 to download net/weights \u00e4.bin", refusal(nobody));
    }
}
