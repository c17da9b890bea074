package io.github.arc2faceij.models.install;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import io.github.arc2faceij.common.Progress;
import io.github.arc2faceij.models.JsonFile;
import io.github.arc2faceij.models.download.LoopbackServer;
import io.github.arc2faceij.models.download.Reply;
import io.github.arc2faceij.models.download.Request;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;

/** From the web into a model folder. */
class InstallerTest extends InstallFixture {

    @Test
    void atFirstEverythingIsMissingAndNothingIsWrittenOrAsked() {
        assertEquals(List.of(InstallState.MISSING, InstallState.MISSING), List.of(state("net"), state("face")));
        assertEquals(900, status("net").bytesExpected());
        assertEquals(0, status("net").bytesOnDisk());
        assertFalse(Files.exists(folder()));
        assertEquals(List.of(), server.requests());
    }

    @Test
    void aBundleIsInstalledAndRecorded() throws IOException {
        install("net");
        assertEquals(InstallState.VERIFIED, state("net"));
        assertArrayEquals(WEIGHTS, Files.readAllBytes(folder().resolve("unet/weights.safetensors")));
        JsonObject record =
                new JsonFile(folder().resolve("installed.json")).read().getAsJsonObject("unet/weights.safetensors");
        assertEquals(sha256(WEIGHTS), record.get("sha256").getAsString());
        assertEquals(WEIGHTS.length, record.get("size").getAsLong());
        assertEquals(
                server.address("/net/main/weights.safetensors").toString(),
                record.get("from").getAsString());
        assertEquals(WEIGHTS.length + CONFIG.length, status("net").bytesOnDisk());
        assertEquals(WEIGHTS.length + CONFIG.length, status("net").bytesExpected());
    }

    @Test
    void whatIsVerifiedIsNotAskedForAgain() {
        install("net");
        int before = server.requests().size();
        install("net");
        assertEquals(before, server.requests().size());
    }

    @Test
    void aLicenceThatIsNotAcceptedIsRefusedBeforeAnythingIsAsked() {
        assertContains(
                "accept the licence first: Face analysis (Research, https://example.org/research)",
                refusal(() -> install("net", "face")));
        assertEquals(List.of(), server.requests());
        assertFalse(Files.exists(folder()));
    }

    @Test
    void acceptanceIsRememberedWithItsDateUntilTheLicenceChanges() {
        Instant before = Instant.now();
        installer.accept(installer.bundle("face"));
        Instant accepted = status("face").accepted().orElseThrow();
        assertTrue(Duration.between(before, accepted).abs().toSeconds() < 60);
        Bundle face = installer.bundle("face");
        Licence other = new Licence(face.licence().name(), face.licence().address(), "Now stricter.", true);
        Bundle changed = new Bundle(face.id(), face.name(), face.purpose(), other, face.files());
        assertTrue(installer.accepted(changed).isEmpty());
    }

    @Test
    void anArchiveIsUnpackedAndRemoved() throws IOException {
        installer.accept(installer.bundle("face"));
        install("face");
        assertEquals(InstallState.VERIFIED, state("face"));
        assertEquals(
                List.of("antelopev2/arcface.onnx", "antelopev2/detector.onnx", "antelopev2/landmarks.onnx"), models());
        assertArrayEquals(DETECTOR, Files.readAllBytes(folder().resolve("antelopev2/detector.onnx")));
    }

    @Test
    void anArchiveMayHaveNoFolderAndMoreThanIsWanted() {
        published.put(
                "/v0.7/antelopev2.zip",
                zip(Map.of("detector.onnx", DETECTOR, "landmarks.onnx", LANDMARKS, "../evil.onnx", onnx(5))));
        installer.accept(installer.bundle("face"));
        // Java's zip file system refuses such an archive as a whole; either way nothing gets out of the folder.
        assertContains("Cannot import from", refusal(() -> install("face")));
        assertFalse(Files.exists(temp.resolve("evil.onnx")));
        published.put(
                "/v0.7/antelopev2.zip",
                zip(Map.of("detector.onnx", DETECTOR, "landmarks.onnx", LANDMARKS, "/etc/evil.onnx", onnx(5))));
        install("face");
        assertEquals(InstallState.VERIFIED, state("face"));
        assertEquals(3, models().size());
    }

    @Test
    void anArchiveThatLacksAFileIsSaid() {
        published.put("/v0.7/antelopev2.zip", zip(Map.of("antelopev2/detector.onnx", DETECTOR)));
        installer.accept(installer.bundle("face"));
        assertContains("lacks antelopev2/landmarks.onnx", refusal(() -> install("face")));
        assertEquals(InstallState.PARTIAL, state("face"));
    }

    @Test
    void aDamagedArchiveIsSaidAndNotKept() {
        byte[] zip = ANTELOPE.clone();
        zip[new String(zip, StandardCharsets.ISO_8859_1).indexOf("detector.onnx") + 500] ^= 1;
        published.put("/v0.7/antelopev2.zip", zip);
        installer.accept(installer.bundle("face"));
        assertContains("its checksum is not the one in the zip", refusal(() -> install("face")));
        assertFalse(Files.exists(folder().resolve("antelopev2/detector.onnx")));
        published.put("/v0.7/antelopev2.zip", ANTELOPE);
        install("face");
        assertEquals(InstallState.VERIFIED, state("face"));
    }

    @Test
    void whatWasUnpackedByHandIsNotDownloadedAgain() {
        write(folder().resolve("antelopev2/detector.onnx"), DETECTOR);
        write(folder().resolve("antelopev2/landmarks.onnx"), LANDMARKS);
        installer.accept(installer.bundle("face"));
        install("face");
        assertEquals(InstallState.VERIFIED, state("face"));
        assertTrue(
                server.requests().stream().noneMatch(request -> request.target().endsWith(".zip")));
    }

    @Test
    void aFileCopiedByHandIsComparedWithTheServersAndNotFetched() {
        write(folder().resolve("unet/config.json"), CONFIG);
        write(folder().resolve("unet/weights.safetensors"), WEIGHTS);
        assertEquals(InstallState.UNVERIFIED, state("net"));
        install("net");
        assertEquals(InstallState.VERIFIED, state("net"));
        assertTrue(server.requests().stream().allMatch(Request::isInfoRequest));
    }

    @Test
    void aFileCopiedByHandWithOtherBytesIsFetched() throws IOException {
        write(folder().resolve("unet/weights.safetensors"), safetensors(7));
        install("net");
        assertArrayEquals(WEIGHTS, Files.readAllBytes(folder().resolve("unet/weights.safetensors")));
    }

    @Test
    void aFileOfAnotherSizeIsDamagedAndFetchedAnew() throws IOException {
        install("net");
        write(folder().resolve("unet/config.json"), "{}".getBytes());
        assertEquals(InstallState.DAMAGED, state("net"));
        install("net");
        assertEquals(InstallState.VERIFIED, state("net"));
        assertArrayEquals(CONFIG, Files.readAllBytes(folder().resolve("unet/config.json")));
    }

    @Test
    void aFileWithOtherBytesIsFoundByVerifyingAndFetchedAnew() throws IOException {
        install("net");
        byte[] changed = CONFIG.clone();
        changed[changed.length - 2] = '5';
        write(folder().resolve("unet/config.json"), changed);
        assertEquals(InstallState.VERIFIED, state("net"), "names and sizes do not tell");
        assertEquals(InstallState.DAMAGED, installer.verify(installer.bundle("net"), Progress.NONE));
        assertEquals(InstallState.DAMAGED, state("net"), "it is remembered");
        install("net");
        assertArrayEquals(CONFIG, Files.readAllBytes(folder().resolve("unet/config.json")));
        assertEquals(InstallState.VERIFIED, installer.verify(installer.bundle("net"), Progress.NONE));
    }

    @Test
    void aTextThatIsNotTheOneOfTheFirstTimeIsRefused() {
        install("net");
        assertTrue(folder().resolve("unet/config.json").toFile().delete());
        assertEquals(InstallState.PARTIAL, state("net"));
        published.put("/net/main/config.json", "{\"sample_size\": 96}".getBytes());
        assertContains("The record of what was installed before says SHA-256", refusal(() -> install("net")));
        assertFalse(Files.exists(folder().resolve("unet/config.json")));
    }

    @Test
    void aFileThatIsNotWhatItsNameSaysIsRefused() {
        published.put("/net/main/config.json", "Please log in".getBytes());
        assertContains("sent as unet/config.json is not this file", refusal(() -> install("net")));
        assertFalse(Files.exists(folder().resolve("unet/config.json")));
    }

    @Test
    void cancelKeepsThePart() {
        File part = folder().resolve("unet/weights.safetensors.part").toFile();
        Progress progress = (task, fraction) -> {
            if (part.length() > 0) {
                throw new CancellationException();
            }
        };
        server.close();
        assertThrows(CancellationException.class, () -> {
            try (LoopbackServer slow = slowServer()) {
                server = slow;
                installer.install(List.of(installer.bundle("net")), options(), progress);
            }
        });
        assertEquals(InstallState.PARTIAL, state("net"));
        assertTrue(status("net").bytesOnDisk() > 0);
    }

    private LoopbackServer slowServer() throws IOException {
        return LoopbackServer.http((request, client) -> {
            byte[] file = published.get(request.target());
            Reply.range(request, file, "\"tag\"").send(client, request.isInfoRequest() ? 1 : 5);
            Thread.sleep(request.isInfoRequest() ? 0 : 5000);
        });
    }

    @Test
    void aDiskWithoutRoomIsSaid() {
        installer = installer(place -> 5);
        assertContains("There is not enough room in " + folder(), refusal(() -> install("net")));
        assertEquals(InstallState.MISSING, state("net"));
    }

    @Test
    void twoImageJsDoNotFillOneFolder() throws IOException {
        install("net");
        Process other = LockHolder.start(folder().resolve("install.lock"));
        try {
            installer.accept(installer.bundle("face"));
            assertContains("are being installed into " + folder() + " already", refusal(() -> install("face")));
        } finally {
            other.destroyForcibly();
        }
        other.onExit().join();
        install("face");
        assertEquals(InstallState.VERIFIED, state("face"));
    }

    @Test
    void oneImageJDoesNotFillAFolderTwiceAtOnce() {
        Progress again = (task, fraction) ->
                assertContains("are being installed into " + folder() + " already", refusal(() -> install("net")));
        installer.install(List.of(installer.bundle("net")), options(), again);
        assertEquals(InstallState.VERIFIED, state("net"));
    }

    @Test
    void aFolderThatCannotBeWrittenIsSaid() {
        write(folder(), CONFIG);
        assertContains("Cannot write into the model folder " + folder(), refusal(() -> install("net")));
    }

    @Test
    void aMirrorMayLackAFile() {
        published.remove("/net/main/config.json");
        assertContains("does not have unet/config.json (HTTP 404", refusal(() -> install("net")));
    }

    @Test
    void anUnknownBundleAndAnUnknownMirrorAreSaid() {
        assertContains(
                "There is no model bundle \"nett\". There are net, face.", refusal(() -> installer.bundle("nett")));
        InstallOptions wrong = new InstallOptions(
                Mirrors.parse("hubb=http://127.0.0.1/"),
                options().proxy(),
                options().retries());
        assertContains(
                "A mirror is named for \"hubb\"",
                refusal(() -> installer.install(List.of(installer.bundle("net")), wrong, Progress.NONE)));
    }

    @Test
    void aRecordThatWasEditedBadlyIsNamed() {
        install("net");
        JsonFile record = new JsonFile(folder().resolve("installed.json"));
        JsonObject edited = record.read();
        edited.getAsJsonObject("unet/config.json").addProperty("size", "large");
        record.write(edited);
        assertContains(record.path() + ", unet/config.json has \"size\": \"large\"", refusal(() -> state("net")));
        write(record.path(), "{".getBytes());
        assertContains("cannot be read as a JSON object", refusal(() -> state("net")));
    }
}
