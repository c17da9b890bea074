package io.github.arc2faceij.models.download;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.arc2faceij.common.Progress;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** A file of 5 GB, nearly all of it a hole that takes no room on the disk. */
@EnabledOnOs({OS.LINUX, OS.MAC})
class HugeFileTest extends DownloadFixture {

    private static final long SIZE = 5_000_000_000L;
    private static final long HERE = SIZE - FILE.length;

    private LoopbackServer server;

    @BeforeEach
    void receiveAllButTheEnd() throws IOException {
        server = serve((request, client) -> {
            byte[] rest = request.isInfoRequest() ? new byte[1] : FILE;
            long to = request.from() + rest.length - 1;
            Reply.ok(rest, 206)
                    .header("ETag", TAG)
                    .header("Content-Range", "bytes " + request.from() + "-" + to + "/" + SIZE)
                    .send(client);
        });
        try (PartFile part = PartFile.open(target())) {
            part.restart(
                    server.address("/"), new RemoteFileInfo(OptionalLong.of(SIZE), Optional.empty(), Optional.of(TAG)));
        }
        try (RandomAccessFile hole = new RandomAccessFile(part().toFile(), "rw")) {
            hole.setLength(HERE);
        }
    }

    @Test
    void aDownloadGoesOnPastFourGigabytes() throws IOException {
        Progress untilItIsHashed = (task, fraction) -> {
            if (task.startsWith("Checking")) {
                throw new CancellationException();
            }
        };
        List<DownloadRequest> downloads = List.of(download(server.address("/")));
        assertThrows(
                CancellationException.class, () -> downloader().fetch(folder, downloads, file -> {}, untilItIsHashed));
        assertEquals("bytes=" + HERE + "-", server.transfers().get(0).header("Range"));
        assertEndsWithFile(part());
    }

    /** The same to the end: hashing takes 5 to 40 seconds. */
    @Test
    @Tag("full-size")
    void aHugeFileGetsItsName() throws IOException {
        assertEquals(SIZE, fetch(server.address("/")).size());
        assertEndsWithFile(target());
        assertFalse(Files.exists(part()));
    }

    private static void assertEndsWithFile(Path path) throws IOException {
        try (RandomAccessFile whole = new RandomAccessFile(path.toFile(), "r")) {
            assertEquals(SIZE, whole.length());
            whole.seek(HERE - 1);
            assertEquals(0, whole.read());
            byte[] tail = new byte[FILE.length];
            whole.readFully(tail);
            assertArrayEquals(FILE, tail);
        }
    }
}
