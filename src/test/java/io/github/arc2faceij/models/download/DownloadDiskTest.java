package io.github.arc2faceij.models.download;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.arc2faceij.common.Arc2FaceException;
import io.github.arc2faceij.common.FreeDiskSpace;
import io.github.arc2faceij.common.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** Disks that are full, places that cannot be written, contents that are not what their name says. */
class DownloadDiskTest extends DownloadFixture {

    private LoopbackServer server;

    @BeforeEach
    void serve() throws IOException {
        server = serve((request, client) -> Reply.range(request, FILE, TAG).send(client));
    }

    private static Downloader onDisk(FreeDiskSpace disk) {
        return new Downloader(Optional.empty(), SHORT_PAUSES, new DiskSpaceCheck(disk), FileValidator.NONE);
    }

    @Test
    void aDiskWithoutRoomIsSaidBeforeAnythingIsWritten() {
        String message = refusal(onDisk(place -> 100_000), download(server.address("/")));
        assertContains("300 kB are needed and 100 kB are free. Free 200 kB there", message);
        assertEquals(List.of(), server.transfers());
        assertFalse(Files.exists(target().getParent()));
    }

    @Test
    void aPartNeedsRoomOnlyForTheRest() throws IOException {
        LoopbackServer sick =
                serve((request, client) -> Reply.range(request, FILE, TAG).send(client, 100_000));
        Files.createDirectories(part().getParent());
        Files.write(part(), new byte[250_000]);
        fetch(onDisk(place -> 50_000), download(sick.address("/")));
        assertArrived(FILE);
    }

    @Test
    void aDiskThatCannotTellItsRoomIsTried() throws IOException {
        fetch(onDisk(place -> -1), download(server.address("/")));
        assertArrived(FILE);
    }

    @Test
    void aDiskThatIsGoneIsSaid() {
        String message = refusal(
                onDisk(place -> {
                    throw new IOException("stale file handle");
                }),
                download(server.address("/")));
        assertContains("Cannot tell how much room there is in " + folder + " (stale file handle)", message);
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void aDiskThatFillsUpMeanwhileIsSaid() throws IOException {
        Path full = Path.of("/dev/full");
        assumeTrue(Files.exists(full));
        Files.createDirectories(part().getParent());
        Files.createSymbolicLink(part(), full);
        assertContains("Cannot write " + part(), refusal(server.address("/")));
        assertEquals(1, server.transfers().size(), "a full disk is no reason to ask the server again");
        Files.delete(part());
    }

    @Test
    void aPlaceThatCannotBeWrittenIsSaid() throws IOException {
        Files.writeString(folder.resolve("net"), "a file where a folder should be");
        assertContains("Cannot write " + part(), refusal(server.address("/")));
    }

    @Test
    void whatIsNotSuchAFileIsNotKept() {
        FileValidator strict = (file, name) -> {
            throw new Arc2FaceException("Of " + name + " only a header came.");
        };
        Downloader downloader =
                new Downloader(Optional.empty(), SHORT_PAUSES, new DiskSpaceCheck(FreeDiskSpace.OF_SYSTEM), strict);
        String message = refusal(downloader, download(server.address("/")));
        assertContains("127.0.0.1 sent as net/weights \u00e4.bin is not this file", message);
        assertContains("Of weights \u00e4.bin only a header came.", message);
        assertTargetAbsent();
        assertFalse(Files.exists(part()));
    }

    @Test
    void aFileThatCannotBeReadIsNamed() {
        Path absent = folder.resolve("absent");
        Arc2FaceException e = assertThrows(Arc2FaceException.class, () -> Sha256.of(absent, done -> {}));
        assertContains("Cannot read " + absent, e.getMessage());
    }
}
