package io.github.arc2faceij.models.download;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.arc2faceij.common.Arc2FaceException;
import io.github.arc2faceij.common.FreeDiskSpace;
import io.github.arc2faceij.common.Progress;
import io.github.arc2faceij.common.Sha256;
import io.github.arc2faceij.models.download.LoopbackServer.Handler;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

/** What the tests of downloads share: a file, its path, a server, and short pauses between attempts. */
abstract class DownloadFixture {

    static final RetrySettings SHORT_PAUSES = new RetrySettings(
            Duration.ofSeconds(30), Duration.ofSeconds(30), Duration.ofSeconds(30), Duration.ofMillis(1), 4);
    static final String TAG = "\"one\"";

    /** 300 kB that do not repeat. */
    static final byte[] FILE = bytes(1, 300_000);

    /** @return waits so long for an answer and for the next byte */
    static RetrySettings timeouts(Duration wait) {
        return new RetrySettings(Duration.ofSeconds(30), wait, wait, Duration.ofMillis(1), 4);
    }

    @TempDir
    Path folder;

    private final List<LoopbackServer> servers = new ArrayList<>();

    @AfterEach
    void closeServers() {
        servers.forEach(LoopbackServer::close);
    }

    static byte[] bytes(long seed, int count) {
        byte[] bytes = new byte[count];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    static String sha256(byte[] bytes) {
        MessageDigest digest = Sha256.digest();
        digest.update(bytes);
        return Sha256.hex(digest);
    }

    LoopbackServer serve(Handler handler) throws IOException {
        return keep(LoopbackServer.http(handler));
    }

    LoopbackServer keep(LoopbackServer server) {
        servers.add(server);
        return server;
    }

    Path target() {
        return folder.resolve("net/weights \u00e4.bin");
    }

    Path part() {
        return folder.resolve("net/weights \u00e4.bin.part");
    }

    DownloadRequest download(URI address) {
        return new DownloadRequest(address, target(), Optional.empty(), Optional.empty());
    }

    static Downloader downloader() {
        return downloader(Optional.empty());
    }

    static Downloader downloader(Optional<ProxyServer> proxy) {
        return new Downloader(proxy, SHORT_PAUSES, new DiskSpaceCheck(FreeDiskSpace.OF_SYSTEM), FileValidator.NONE);
    }

    static Downloader downloader(RetrySettings settings) {
        return new Downloader(
                Optional.empty(), settings, new DiskSpaceCheck(FreeDiskSpace.OF_SYSTEM), FileValidator.NONE);
    }

    DownloadedFile fetch(URI address) {
        return fetch(downloader(), download(address));
    }

    DownloadedFile fetch(Downloader downloader, DownloadRequest download) {
        List<DownloadedFile> done = Collections.synchronizedList(new ArrayList<>());
        downloader.fetch(folder, List.of(download), done::add, Progress.NONE);
        assertEquals(1, done.size());
        return done.get(0);
    }

    String refusal(URI address) {
        return refusal(downloader(), download(address));
    }

    String refusal(Downloader downloader, DownloadRequest download) {
        return assertThrows(Arc2FaceException.class, () -> fetch(downloader, download))
                .getMessage();
    }

    /** Whole, right, and nothing lies beside it. */
    void assertArrived(byte[] expected) throws IOException {
        assertArrayEquals(expected, Files.readAllBytes(target()));
        try (Stream<Path> files = Files.list(target().getParent())) {
            assertEquals(List.of(target()), files.toList());
        }
    }

    void assertTargetAbsent() {
        assertFalse(Files.exists(target()));
    }

    static void assertContains(String expected, String text) {
        assertTrue(text.contains(expected), () -> "\"" + text + "\" lacks \"" + expected + "\"");
    }
}
