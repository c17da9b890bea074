package io.github.arc2faceij.models.download;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Connections that break off, stall, and lie: the bytes are right in the end, or there is no file. */
class BrokenConnectionTest extends DownloadFixture {

    /** Breaks off after so many bytes of every body. */
    private LoopbackServer breakingAfter(int bytes) throws IOException {
        return serve((request, client) -> Reply.range(request, FILE, TAG).send(client, bytes));
    }

    private static List<String> ranges(LoopbackServer server) {
        return server.transfers().stream()
                .map(request -> request.header("Range"))
                .toList();
    }

    @Test
    void aBrokenDownloadGoesOnWhereItStopped() throws IOException {
        LoopbackServer server = breakingAfter(100_000);
        fetch(server.address("/"));
        assertArrived(FILE);
        List<Request> transfers = server.transfers();
        assertTrue(transfers.size() > 1);
        for (int i = 1; i < transfers.size(); i++) {
            long gained = transfers.get(i).from() - transfers.get(i - 1).from();
            assertTrue(gained > 0 && gained <= 100_000, () -> ranges(server).toString());
            assertEquals(TAG, transfers.get(i).header("If-Range"));
        }
    }

    @Test
    void aDownloadThatGetsOnIsNeverGivenUp() throws IOException {
        LoopbackServer server = breakingAfter(50_000);
        fetch(server.address("/"));
        assertArrived(FILE);
        assertTrue(server.transfers().size() > SHORT_PAUSES.maxAttempts());
    }

    @Test
    void aDownloadThatGetsNowhereIsGivenUpAndItsPartKept() throws IOException {
        LoopbackServer server = serve(
                (request, client) -> Reply.range(request, FILE, TAG).send(client, request.from() == 0 ? 100_000 : 0));
        String message = refusal(server.address("/"));
        assertContains("failed 4 times in a row", message);
        assertContains("that arrived are kept", message);
        assertTargetAbsent();
        byte[] kept = Files.readAllBytes(part());
        assertTrue(kept.length > 0 && kept.length <= 100_000);
        assertArrayEquals(Arrays.copyOf(FILE, kept.length), kept);
    }

    @Test
    void anotherDayTheDownloadGoesOn() throws IOException {
        AtomicBoolean sick = new AtomicBoolean(true);
        LoopbackServer server = serve((request, client) -> {
            boolean dead = sick.get() && request.from() > 0;
            Reply.range(request, FILE, TAG).send(client, dead ? 0 : sick.get() ? 120_000 : FILE.length);
        });
        refusal(server.address("/"));
        assertTrue(Files.size(part()) > 0);
        sick.set(false);
        fetch(server.address("/"));
        assertArrived(FILE);
        assertFalse(ranges(server).subList(1, ranges(server).size()).contains(""));
    }

    @Test
    void aServerThatIgnoresRangesStartsAgain() throws IOException {
        AtomicInteger bodies = new AtomicInteger();
        LoopbackServer server = serve((request, client) -> {
            boolean breaks = !request.isInfoRequest() && bodies.getAndIncrement() == 0;
            Reply.ok(FILE).header("ETag", TAG).send(client, breaks ? 99_999 : FILE.length);
            if (breaks) {
                awaitKept(99_999);
            }
        });
        fetch(server.address("/"));
        assertArrived(FILE);
        assertEquals("bytes=99999-", ranges(server).get(1));
    }

    /** A client may lose what it has not yet read when the connection ends. */
    private void awaitKept(long bytes) throws InterruptedException {
        for (int i = 0; i < 1000 && part().toFile().length() < bytes; i++) {
            Thread.sleep(10);
        }
    }

    @Test
    void withoutTagAndHashNothingIsContinued() throws IOException {
        AtomicInteger bodies = new AtomicInteger();
        LoopbackServer server = serve((request, client) -> {
            int sent = !request.isInfoRequest() && bodies.getAndIncrement() == 0 ? 99_999 : FILE.length;
            Reply.range(request, FILE, TAG).without("ETag").send(client, sent);
        });
        fetch(server.address("/"));
        assertArrived(FILE);
        assertEquals(List.of("", ""), ranges(server));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 77_777, -1})
    void aFileThatChangesBetweenAttemptsIsNeverMixed(int lengthChange) throws IOException {
        byte[] changed = bytes(7, FILE.length + lengthChange);
        AtomicInteger bodies = new AtomicInteger();
        LoopbackServer server = serve((request, client) -> {
            if (bodies.get() == 0) {
                bodies.addAndGet(request.isInfoRequest() ? 0 : 1);
                Reply.range(request, FILE, TAG).send(client, 100_000);
            } else {
                Reply.range(request, changed, "\"two\"").send(client);
            }
        });
        fetch(server.address("/"));
        assertArrived(changed);
    }

    @Test
    void aFileThatChangesUnderOneTagIsFoundByItsHash() throws IOException {
        byte[] changed = bytes(7, FILE.length);
        AtomicInteger bodies = new AtomicInteger();
        LoopbackServer server = serve((request, client) -> {
            boolean first = bodies.get() == 0;
            bodies.addAndGet(request.isInfoRequest() ? 0 : 1);
            byte[] now = first ? FILE : changed;
            Reply.range(request, now, TAG).header("X-Linked-ETag", sha256(now)).send(client, 100_000);
        });
        fetch(server.address("/"));
        assertArrived(changed);
    }

    @Test
    void aServerThatContinuesAtAnotherPlaceIsNotBelieved() throws IOException {
        LoopbackServer server = serve((request, client) -> {
            if (request.from() > 0) { // as many bytes as are missing, but from the start
                byte[] rest = Arrays.copyOf(FILE, FILE.length - (int) request.from());
                Reply.ok(rest, 206)
                        .header("ETag", TAG)
                        .header("Content-Range", "bytes 0-" + (rest.length - 1) + "/" + FILE.length)
                        .send(client);
            } else {
                Reply.range(request, FILE, TAG).send(client, request.isInfoRequest() ? 1 : 100_000);
            }
        });
        refusal(server.address("/"));
        assertTargetAbsent();
    }

    @Test
    void aPartThatIsTooLongForTheServerIsDropped() throws IOException {
        PartFile longer = PartFile.open(target());
        LoopbackServer server =
                serve((request, client) -> Reply.range(request, FILE, TAG).send(client));
        URI address = server.address("/");
        try (longer) {
            longer.restart(address, remote(FILE.length));
            longer.append(bytes(4, FILE.length + 5), FILE.length + 5);
        }
        fetch(address);
        assertArrived(FILE);
    }

    @Test
    void aServerThatDoesNotContinueIsAskedFromTheStart() throws IOException {
        LoopbackServer server = serve((request, client) -> {
            if (request.from() > 0) {
                Reply.status(416).send(client);
            } else {
                boolean whole = request.isInfoRequest() || Files.exists(part()) && Files.size(part()) == 0;
                Reply.range(request, FILE, TAG).send(client, whole ? FILE.length : 0);
            }
        });
        URI address = server.address("/");
        try (PartFile part = PartFile.open(target())) {
            part.restart(address, remote(FILE.length));
            part.append(FILE, 1000);
        }
        fetch(address);
        assertArrived(FILE);
    }

    @Test
    void aWholePartIsNotAskedForAgain() throws IOException {
        LoopbackServer server =
                serve((request, client) -> Reply.range(request, FILE, TAG).send(client));
        URI address = server.address("/");
        try (PartFile part = PartFile.open(target())) {
            part.restart(address, remote(FILE.length));
            part.append(FILE, FILE.length);
        }
        fetch(address);
        assertArrived(FILE);
        assertEquals(List.of(), server.transfers());
    }

    @Test
    void thePartOfAnotherAddressIsNotContinued() throws IOException {
        LoopbackServer server =
                serve((request, client) -> Reply.range(request, FILE, TAG).send(client));
        try (PartFile part = PartFile.open(target())) {
            part.restart(server.address("/another"), remote(FILE.length));
            part.append(bytes(8, 1000), 1000);
        }
        fetch(server.address("/"));
        assertArrived(FILE);
    }

    @Test
    void aPartWithoutOrWithADamagedNoteIsNotContinued() throws IOException {
        LoopbackServer server =
                serve((request, client) -> Reply.range(request, FILE, TAG).send(client));
        for (String note : List.of("", "{\"size\": \"many\", \"etag\": {}}", "[]", "{")) {
            Files.createDirectories(part().getParent());
            Files.write(part(), bytes(8, 1000));
            Files.writeString(part().resolveSibling(part().getFileName() + ".json"), note);
            fetch(server.address("/"));
            assertArrived(FILE);
            Files.delete(target());
        }
    }

    @Test
    void aSilentConnectionIsCutAndTakenUpAgain() throws IOException {
        AtomicInteger bodies = new AtomicInteger();
        LoopbackServer server = serve((request, client) -> {
            boolean silent = !request.isInfoRequest() && bodies.getAndIncrement() == 0;
            Reply.range(request, FILE, TAG).send(client, silent ? 100_000 : FILE.length);
            Thread.sleep(silent ? 10_000 : 0);
        });
        long start = System.nanoTime();
        fetch(downloader(timeouts(Duration.ofMillis(500))), download(server.address("/")));
        assertTrue(System.nanoTime() - start < 8_000_000_000L, "nobody cut the silent connection off");
        assertArrived(FILE);
        assertEquals("bytes=100000-", ranges(server).get(1));
    }

    @Test
    void aServerThatNeverAnswersIsGivenUp() throws IOException {
        LoopbackServer server = serve((request, client) -> Thread.sleep(10_000));
        String message = refusal(downloader(timeouts(Duration.ofMillis(50))), download(server.address("/")));
        assertContains("failed 4 times in a row. The last reason: no answer within", message);
    }

    @Test
    void aSlowServerIsWaitedFor() throws IOException {
        byte[] file = bytes(5, 12);
        LoopbackServer server = serve((request, client) -> {
            Reply.range(request, file, TAG).send(client, 1);
            for (int i = 1; i < file.length && !request.isInfoRequest(); i++) {
                Thread.sleep(60); // in sum longer than silence may last
                client.getOutputStream().write(file[i]);
            }
        });
        fetch(downloader(timeouts(Duration.ofMillis(600))), download(server.address("/")));
        assertArrived(file);
        assertEquals(1, server.transfers().size());
    }

    @Test
    void aLengthThatIsTooLargeIsNoWholeFile() throws IOException {
        LoopbackServer server = serve((request, client) -> Reply.ok(FILE)
                .header("Content-Length", Integer.toString(FILE.length + 1000))
                .send(client));
        assertContains("failed 4 times in a row", refusal(server.address("/")));
        assertTargetAbsent();
    }

    @Test
    void aLengthThatIsTooSmallIsNoWholeFile() throws IOException {
        LoopbackServer server = serve((request, client) -> {
            Reply reply = Reply.range(request, FILE, TAG);
            if (!request.isInfoRequest()) {
                reply.header("Content-Length", "200000");
            }
            reply.send(client);
        });
        assertContains(
                "the server says that the file has 300000 bytes, and then that it has 200000",
                refusal(server.address("/")));
        assertTargetAbsent();
    }

    @Test
    void aLengthThatIsAlwaysTooSmallIsFoundByTheHash() throws IOException {
        LoopbackServer server = serve((request, client) -> Reply.ok(FILE)
                .header("Content-Length", "200000")
                .header("X-Linked-ETag", sha256(FILE))
                .send(client));
        assertContains("arrived twice with wrong content", refusal(server.address("/")));
        assertTargetAbsent();
    }

    @Test
    void withoutAnyLengthTheEndOfAConnectionIsNotTheEndOfAFile() throws IOException {
        LoopbackServer server = serve(
                (request, client) -> Reply.ok(FILE).without("Content-Length").send(client, 200_000));
        assertContains("does not say how long the file is", refusal(server.address("/")));
        assertTargetAbsent();
    }

    @Test
    void aLengthThatWasSaidOnceIsHeld() throws IOException {
        LoopbackServer server = serve((request, client) -> {
            if (request.isInfoRequest()) {
                Reply.range(request, FILE, TAG).send(client);
            } else {
                Reply.ok(FILE).without("Content-Length").send(client, 200_000);
            }
        });
        assertContains("the connection broke off after 200 kB of 300 kB", refusal(server.address("/")));
        assertTargetAbsent();
    }

    @Test
    void withoutALengthAHashWillDo() throws IOException {
        AtomicInteger bodies = new AtomicInteger();
        LoopbackServer server = serve((request, client) -> {
            int sent = !request.isInfoRequest() && bodies.getAndIncrement() == 0 ? 200_000 : FILE.length;
            Reply.ok(FILE)
                    .without("Content-Length")
                    .header("X-Linked-ETag", sha256(FILE))
                    .send(client, sent);
        });
        fetch(server.address("/"));
        assertArrived(FILE);
    }

    @Test
    void aChunkedBodyThatBreaksOffIsNoWholeFile() throws IOException {
        AtomicInteger bodies = new AtomicInteger();
        LoopbackServer server = serve((request, client) -> {
            Reply.ok(new byte[0])
                    .without("Content-Length")
                    .header("Transfer-Encoding", "chunked")
                    .send(client);
            client.getOutputStream().write("5\r\nhello\r\n".getBytes());
            if (request.isInfoRequest() || bodies.getAndIncrement() > 0) {
                client.getOutputStream().write("6\r\n world\r\n0\r\n\r\n".getBytes());
            }
        });
        fetch(server.address("/"));
        assertArrived("hello world".getBytes());
        assertFalse(Files.exists(part()));
    }

    private static RemoteFileInfo remote(long size) {
        return new RemoteFileInfo(OptionalLong.of(size), Optional.empty(), Optional.of(TAG));
    }
}
