package io.github.arc2faceij.models.install;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.arc2faceij.common.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** From a folder or a zip that was filled elsewhere; the server is never asked. */
class ImportTest extends InstallFixture {

    private Path source;

    @BeforeEach
    void accept() {
        source = temp.resolve("usb stick");
        installer.accept(installer.bundle("face"));
    }

    private List<String> importFrom(Path from) {
        return installer.importFrom(from, ImportMode.COPY, Progress.NONE);
    }

    private void fillSource(String folder) {
        write(source.resolve(folder + "unet/config.json"), CONFIG);
        write(source.resolve(folder + "unet/weights.safetensors"), WEIGHTS);
        write(source.resolve(folder + "antelopev2/detector.onnx"), DETECTOR);
        write(source.resolve(folder + "antelopev2/landmarks.onnx"), LANDMARKS);
        write(source.resolve(folder + "antelopev2/glintr100.onnx"), onnx(1));
        write(source.resolve(folder + "arcface.onnx"), RECOGNISER);
    }

    private void assertAllHere() throws IOException {
        assertEquals(List.of(InstallState.VERIFIED, InstallState.VERIFIED), List.of(state("net"), state("face")));
        assertEquals(
                List.of(
                        "antelopev2/arcface.onnx",
                        "antelopev2/detector.onnx",
                        "antelopev2/landmarks.onnx",
                        "unet/config.json",
                        "unet/weights.safetensors"),
                models());
        assertArrayEquals(RECOGNISER, Files.readAllBytes(folder().resolve("antelopev2/arcface.onnx")));
        assertEquals(List.of(), server.requests());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "models/", "Arc2Face-main/models/"})
    void aFolderOfThePythonProjectIsRecognised(String above) throws IOException {
        fillSource(above);
        Map<String, byte[]> before = contents(source);
        assertEquals(
                List.of("net", "face"),
                installer.recognise(source, Progress.NONE).stream()
                        .map(Bundle::id)
                        .toList());
        assertEquals(5, importFrom(source).size());
        assertAllHere();
        assertEquals(before.keySet(), contents(source).keySet());
        before.forEach(
                (name, content) -> assertArrayEquals(content, contents(source).get(name)));
    }

    @Test
    void aFolderInPlaceTakesNoRoom() throws IOException {
        fillSource("");
        installer = installer(place -> 0);
        installer.importFrom(source, ImportMode.LINK, Progress.NONE);
        assertAllHere();
        assertTrue(Files.isSameFile(source.resolve("unet/config.json"), folder().resolve("unet/config.json")));
        Files.delete(folder().resolve("unet/config.json"));
        assertArrayEquals(CONFIG, Files.readAllBytes(source.resolve("unet/config.json")));
    }

    @ParameterizedTest
    @EnumSource(ImportMode.class)
    void linksOfACacheAreFollowed(ImportMode mode) throws IOException {
        write(source.resolve("blobs/abc"), CONFIG);
        write(source.resolve("blobs/def"), WEIGHTS);
        Path snapshot = Files.createDirectories(source.resolve("snapshots/main/unet"));
        Files.createSymbolicLink(snapshot.resolve("config.json"), Path.of("../../../blobs/abc"));
        Files.createSymbolicLink(snapshot.resolve("weights.safetensors"), Path.of("../../../blobs/def"));
        Files.createSymbolicLink(source.resolve("snapshots/main/loop"), source);
        installer.importFrom(source, mode, Progress.NONE);
        assertEquals(InstallState.VERIFIED, state("net"));
        assertFalse(Files.isSymbolicLink(folder().resolve("unet/config.json")));
    }

    @Test
    void anArchiveAsPublishedIsRecognised() throws IOException {
        write(source.resolve("antelopev2.zip"), ANTELOPE);
        assertEquals(
                List.of("antelopev2/detector.onnx", "antelopev2/landmarks.onnx"),
                importFrom(source).stream().sorted().toList());
        assertEquals(InstallState.PARTIAL, state("face"));
        write(source.resolve("arcface.onnx"), RECOGNISER);
        assertEquals(List.of("antelopev2/arcface.onnx"), importFrom(source));
        assertEquals(InstallState.VERIFIED, state("face"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "antelopev2/", "models/antelopev2/antelopev2/"})
    void anArchiveMayBeNamedItself(String above) {
        Path zip = temp.resolve("antelope (1).zip");
        write(zip, zip(Map.of(above + "detector.onnx", DETECTOR, above + "landmarks.onnx", LANDMARKS)));
        assertEquals(2, importFrom(zip).size());
    }

    @ParameterizedTest
    @EnumSource(ImportMode.class)
    void aZipOfEverythingIsUnpackedWithTheZipInIt(ImportMode mode) throws IOException {
        Path zip = temp.resolve("models.zip");
        Map<String, byte[]> entries = new LinkedHashMap<>();
        entries.put("models/unet/config.json", CONFIG);
        entries.put("models/unet/weights.safetensors", WEIGHTS);
        entries.put("models/antelopev2.zip", ANTELOPE);
        entries.put("models/arcface.onnx", RECOGNISER);
        write(zip, zip(entries));
        installer.importFrom(zip, mode, Progress.NONE);
        assertAllHere();
    }

    @Test
    void filesOfTwoModelsAreNotMixed() {
        write(source.resolve("a/unet/config.json"), CONFIG);
        write(source.resolve("b/unet/weights.safetensors"), WEIGHTS);
        assertEquals(List.of("unet/config.json"), importFrom(source));
        assertEquals(InstallState.PARTIAL, state("net"));
    }

    @Test
    void theMostCompleteFolderIsTaken() throws IOException {
        write(source.resolve("unet/config.json"), "{}".getBytes());
        write(source.resolve("deeper/unet/config.json"), CONFIG);
        write(source.resolve("deeper/unet/weights.safetensors"), WEIGHTS);
        importFrom(source);
        assertArrayEquals(CONFIG, Files.readAllBytes(folder().resolve("unet/config.json")));
    }

    @Test
    void ofTwoCompleteFoldersTheUpperIsTaken() throws IOException {
        write(source.resolve("a/copy/unet/config.json"), "{}".getBytes());
        write(source.resolve("b/unet/config.json"), CONFIG);
        importFrom(source);
        assertArrayEquals(CONFIG, Files.readAllBytes(folder().resolve("unet/config.json")));
    }

    @Test
    void aFolderFilledByHandIsCheckedWhereItIs() throws IOException {
        source = folder();
        fillSource("");
        importFrom(folder());
        assertEquals(List.of(InstallState.VERIFIED, InstallState.VERIFIED), List.of(state("net"), state("face")));
        assertArrayEquals(RECOGNISER, Files.readAllBytes(folder().resolve("arcface.onnx")));
    }

    @Test
    void whatIsVerifiedIsLeftAlone() throws IOException {
        install("net");
        write(source.resolve("unet/config.json"), "{}".getBytes());
        assertEquals(List.of(), importFrom(source));
        assertArrayEquals(CONFIG, Files.readAllBytes(folder().resolve("unet/config.json")));
    }

    @Test
    void aBegunDownloadIsDropped() {
        write(folder().resolve("unet/config.json.part"), new byte[5]);
        write(folder().resolve("unet/config.json.part.json"), CONFIG);
        write(source.resolve("unet/config.json"), CONFIG);
        importFrom(source);
        assertEquals(List.of("unet/config.json"), models());
    }

    @Test
    void aFolderWithoutModelsIsSaid() throws IOException {
        Files.createDirectories(source);
        assertContains("There are no models in " + source, refusal(() -> importFrom(source)));
        assertContains("There are no models in " + source, refusal(() -> installer.recognise(source, Progress.NONE)));
    }

    @Test
    void whatIsNeitherFolderNorZipIsSaid() {
        assertContains("Cannot import from " + source, refusal(() -> importFrom(source)));
        write(source, CONFIG);
        assertContains("Cannot import from " + source, refusal(() -> importFrom(source)));
        write(source.resolveSibling("half.zip"), Arrays.copyOf(ANTELOPE, ANTELOPE.length - 30));
        assertContains("Cannot import from", refusal(() -> importFrom(source.resolveSibling("half.zip"))));
    }

    @Test
    void aLicenceThatIsNotAcceptedIsRefused() {
        Installer fresh = new Installer(temp.resolve("other"), CATALOGUE, place -> Long.MAX_VALUE);
        fillSource("");
        assertContains(
                "accept the licence first: Face analysis",
                refusal(() -> fresh.importFrom(source, ImportMode.COPY, Progress.NONE)));
        assertFalse(Files.exists(temp.resolve("other/unet")));
    }

    @Test
    void damagedFilesAreNotTaken() {
        Map<byte[], String> cases = new LinkedHashMap<>();
        cases.put(
                "version https://git-lfs.github.com/spec/v1\noid sha256:12\nsize 3\n".getBytes(), "pointer of Git LFS");
        cases.put(new byte[0], "is empty");
        cases.put(Arrays.copyOf(WEIGHTS, WEIGHTS.length - 1), "weights");
        cases.forEach((content, expected) -> {
            write(source.resolve("unet/weights.safetensors"), content);
            assertContains(expected, refusal(() -> importFrom(source)));
            assertEquals(List.of(), models());
        });
        write(source.resolve("unet/weights.safetensors"), WEIGHTS);
        write(source.resolve("arcface.onnx"), Arrays.copyOf(RECOGNISER, 3000));
        assertContains("The file arcface.onnx is damaged", refusal(() -> importFrom(source)));
    }

    @Test
    void aDiskWithoutRoomIsSaid() {
        fillSource("");
        installer = installer(place -> 9000);
        assertContains("There is not enough room in " + folder(), refusal(() -> importFrom(source)));
        assertEquals(List.of(), models());
    }

    @Test
    void cancelLeavesNoHalfFile() {
        fillSource("");
        Progress progress = (task, fraction) -> {
            if (task.contains("weights.safetensors")) {
                throw new CancellationException();
            }
        };
        assertThrows(CancellationException.class, () -> installer.importFrom(source, ImportMode.COPY, progress));
        assertEquals(List.of("unet/config.json"), models());
    }

    @Test
    void progressRunsFromNoughtToOne() {
        fillSource("");
        double[] last = {0};
        installer.importFrom(source, ImportMode.COPY, (task, fraction) -> {
            assertTrue(fraction >= last[0] && fraction <= 1, task + " " + fraction);
            last[0] = fraction;
        });
        assertEquals(1, last[0], 1e-9);
    }
}
