package io.github.arc2faceij.device.library;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.github.arc2faceij.common.Arc2FaceException;
import io.github.arc2faceij.common.Progress;
import io.github.arc2faceij.common.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Small made wheels, taken in on a computer with Linux x64. */
class LibraryFolderTest {

    private static final String WEBGPU_LIBRARY = "libonnxruntime_providers_webgpu.so";

    @TempDir
    private Path temp;

    private Wheel webGpu;
    private Wheel webGpuWindows;
    private Wheel openVino;
    private Wheels wheels;
    private LibraryFolder libraries;

    @BeforeEach
    void makeWheels() throws IOException {
        webGpu = MadeWheel.write(downloads(), ProviderLibrary.WEBGPU, Platform.LINUX_X64, "manylinux_2_28_x86_64");
        webGpuWindows = MadeWheel.write(downloads(), ProviderLibrary.WEBGPU, Platform.WINDOWS_X64, "win_amd64");
        openVino = MadeWheel.write(downloads(), ProviderLibrary.OPENVINO, Platform.LINUX_X64, "manylinux_2_28_x86_64");
        wheels = new Wheels(List.of(webGpu, webGpuWindows, openVino));
        libraries = new LibraryFolder(wheels, Optional.of(Platform.LINUX_X64), own(), imageJ());
    }

    private Path downloads() {
        return temp.resolve("Downloads f\u00fcr alle");
    }

    private Path own() {
        return temp.resolve("home/libraries");
    }

    private Path imageJ() {
        return temp.resolve("ImageJ");
    }

    private Path file(Wheel wheel) {
        return downloads().resolve(wheel.fileName());
    }

    private List<ProviderLibrary> install(Path source) {
        return libraries.install(source, Progress.NONE);
    }

    private Optional<Path> find(ProviderLibrary library) {
        return libraries.find(library, Progress.NONE);
    }

    private void refused(Path source, String... said) {
        String message =
                assertThrows(Arc2FaceException.class, () -> install(source)).getMessage();
        for (String part : said) {
            assertTrue(message.contains(part), () -> message + " lacks " + part);
        }
        assertFalse(Files.exists(own()), "nothing is unpacked");
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    /** Another one for a file that was written anew. */
    private static Object key(Path file) throws IOException {
        return Optional.ofNullable(
                Files.readAttributes(file, BasicFileAttributes.class).fileKey());
    }

    @Test
    void theLibraryItsNeighboursAndTheLicencesAreUnpackedAndFound() throws IOException {
        assertEquals(Optional.empty(), find(ProviderLibrary.WEBGPU));
        assertEquals(List.of(ProviderLibrary.WEBGPU), install(file(webGpu)));
        Path folder = own().resolve("onnxruntime-ep-webgpu-0.4.0");
        assertEquals(Optional.of(folder.resolve(WEBGPU_LIBRARY)), find(ProviderLibrary.WEBGPU));
        assertEquals("library for LINUX_X64", Files.readString(folder.resolve(WEBGPU_LIBRARY)));
        assertEquals(
                List.of("LICENSE", "METADATA", "files.sha256", WEBGPU_LIBRARY, "neighbour" + WEBGPU_LIBRARY),
                names(folder));
        assertEquals(Optional.empty(), find(ProviderLibrary.OPENVINO));
        assertEquals(List.of("onnxruntime-ep-webgpu-0.4.0"), names(own()));
    }

    @Test
    void theListIsThatOfTheProgramSha256sum() throws IOException {
        install(file(webGpu));
        Path folder = own().resolve("onnxruntime-ep-webgpu-0.4.0");
        List<String> list = Files.readAllLines(folder.resolve("files.sha256"));
        assertEquals(4, list.size());
        assertTrue(list.contains(Sha256.of(folder.resolve(WEBGPU_LIBRARY), done -> {}) + "  " + WEBGPU_LIBRARY));
    }

    @Test
    void openVinosLibraryIsUnpackedOnce() throws IOException {
        install(file(openVino));
        assertEquals(
                List.of(
                        "METADATA",
                        "files.sha256",
                        "libonnxruntime_providers_openvino_plugin.so",
                        "neighbourlibonnxruntime_providers_openvino_plugin.so",
                        "third-party-programs.txt"),
                names(own().resolve("onnxruntime-ep-openvino-1.8.1")));
    }

    @Test
    void ofAFolderThisComputersWheelsAreTaken() {
        assertTrue(LibraryFolder.holdsWheels(downloads()));
        assertEquals(List.of(ProviderLibrary.OPENVINO, ProviderLibrary.WEBGPU), install(downloads()));
        assertTrue(find(ProviderLibrary.OPENVINO).isPresent());
        assertTrue(find(ProviderLibrary.WEBGPU).isPresent());
    }

    @Test
    void aNameThatABrowserGaveIsNoHindrance() throws IOException {
        Path renamed = Files.move(file(webGpu), downloads().resolve("webgpu (1).whl"));
        assertEquals(List.of(ProviderLibrary.WEBGPU), install(renamed));
    }

    @Test
    void whatIsNoWheelIsLeftToOthers() throws IOException {
        assertFalse(LibraryFolder.holdsWheels(temp));
        assertFalse(LibraryFolder.holdsWheels(temp.resolve("missing")));
        Path other =
                Files.writeString(Files.createDirectory(temp.resolve("other")).resolve("numpy-2.0.whl"), "");
        assertFalse(LibraryFolder.holdsWheels(other.getParent()));
        refused(other.getParent(), "There is no wheel in " + other.getParent());
        refused(temp.resolve("missing.whl"), "There is no wheel in " + temp.resolve("missing.whl"));
    }

    @Test
    void aWheelOfAnotherPlatformIsRefused() {
        refused(
                file(webGpuWindows),
                "is for Windows x64, but this computer is Linux x64",
                "Take onnxruntime_ep_webgpu-0.4.0-py3-none-manylinux_2_28_x86_64.whl");
    }

    @Test
    void aFolderWithWheelsOfOtherPlatformsOnlyIsRefused() throws IOException {
        Files.delete(file(webGpu));
        Files.delete(file(openVino));
        refused(downloads(), "is for Windows x64, but this computer is Linux x64");
    }

    @Test
    void aLibraryThatIsNotMadeForThisComputerIsRefused() throws IOException {
        libraries = new LibraryFolder(wheels, Optional.of(Platform.MAC_ARM64), own(), imageJ());
        refused(file(openVino), "OpenVINO is not made for Mac arm64, but for Linux x64.");
        assertEquals(Optional.empty(), find(ProviderLibrary.OPENVINO));
    }

    @Test
    void aComputerForWhichNothingIsMadeIsTold() {
        libraries = new LibraryFolder(wheels, Optional.empty(), own(), imageJ());
        refused(file(webGpu), "There are no libraries for this computer", System.getProperty("os.arch"));
        assertEquals(Optional.empty(), find(ProviderLibrary.WEBGPU));
    }

    @Test
    void anotherVersionIsRefused() throws IOException {
        Path old = MadeWheel.write(
                downloads().resolve("old.whl"),
                "onnxruntime-ep-webgpu",
                "0.3.1",
                "py3-none-manylinux_2_28_x86_64",
                Map.of(WEBGPU_LIBRARY, "old"));
        refused(old, "holds version 0.3.1 of WebGPU, but this plugin takes version 0.4.0 only");
    }

    @Test
    void anotherPackageIsRefused() throws IOException {
        Path other = MadeWheel.write(
                downloads().resolve("other.whl"), "numpy", "2.0", "py3-none-any", Map.of("a.so", "numpy"));
        refused(
                other,
                "holds numpy 2.0, but a wheel of onnxruntime-ep-webgpu 0.4.0 and onnxruntime-ep-openvino 1.8.1 is wanted");
    }

    @Test
    void aZipThatIsNoWheelIsRefused() throws IOException {
        refused(MadeWheel.zip(downloads().resolve("zip.whl"), Map.of("a", "b")), "holds no Python package");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "<html>404</html>"})
    void aFileThatIsNoZipIsRefused(String content) throws IOException {
        refused(Files.writeString(downloads().resolve("page.whl"), content), "cannot be read as a wheel");
    }

    @Test
    void halfAFileIsRefusedWithBothSizes() throws IOException {
        byte[] whole = Files.readAllBytes(file(webGpu));
        Files.write(file(webGpu), Arrays.copyOf(whole, whole.length / 2));
        refused(
                file(webGpu),
                "(" + whole.length / 2 + " bytes), not",
                "(" + whole.length + " bytes). It was cut off or changed.",
                "pip download --no-deps onnxruntime-ep-webgpu==0.4.0");
    }

    @Test
    void aChangedByteIsRefusedWithBothHashes() throws IOException {
        byte[] bytes = Files.readAllBytes(file(webGpu));
        bytes[60] ^= 1; // in the first file's data
        Files.write(file(webGpu), bytes);
        refused(file(webGpu), "its SHA-256 is " + Sha256.of(file(webGpu), done -> {}) + ", not " + webGpu.sha256());
    }

    /** Bytes cut off at either end or changed, at random: always a sentence, never another exception. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void anyDamageIsToldInASentence(int kind) throws IOException {
        byte[] whole = Files.readAllBytes(file(openVino));
        Random random = new Random(kind);
        for (int i = 0; i < 300; i++) {
            byte[] bytes = whole.clone();
            int place = 1 + random.nextInt(whole.length - 1);
            switch (kind) {
                case 1 -> bytes = Arrays.copyOf(whole, place);
                case 2 -> bytes[place] ^= (byte) (1 + random.nextInt(255));
                default -> bytes = Arrays.copyOfRange(whole, place, whole.length + random.nextInt(1 + place));
            }
            Files.write(file(openVino), bytes);
            refused(file(openVino), file(openVino).toString());
        }
    }

    @Test
    void aWheelThatLooksRightButIsAnotherIsRefused() throws IOException {
        MadeWheel.write(
                file(webGpu),
                "onnxruntime-ep-webgpu",
                "0.4.0",
                "py3-none-manylinux_2_28_x86_64",
                Map.of(WEBGPU_LIBRARY, "evil"));
        refused(file(webGpu), "is not the published " + webGpu.fileName());
    }

    @Test
    void whatAZipSaysOfFoldersIsNotFollowed() throws IOException {
        Path file = MadeWheel.write(
                file(webGpu),
                "onnxruntime-ep-webgpu",
                "0.4.0",
                "py3-none-manylinux_2_28_x86_64",
                Map.of(WEBGPU_LIBRARY, "library", "../../../outside.so", "a", "..\\..\\back.so", "b"));
        Wheel known = new Wheel(
                webGpu.library(), webGpu.platform(), webGpu.tag(), Files.size(file), Sha256.of(file, done -> {}));
        libraries = new LibraryFolder(new Wheels(List.of(known)), Optional.of(Platform.LINUX_X64), own(), imageJ());
        install(file);
        assertEquals(
                List.of("METADATA", "back.so", "files.sha256", WEBGPU_LIBRARY, "outside.so"),
                names(own().resolve("onnxruntime-ep-webgpu-0.4.0")));
        assertEquals(List.of("onnxruntime-ep-webgpu-0.4.0"), names(own()));
    }

    @Test
    void aFolderThatCannotBeWrittenIsTold() throws IOException {
        Files.writeString(own().getParent(), "a file where the user's folder should be");
        String message = assertThrows(Arc2FaceException.class, () -> install(file(webGpu)))
                .getMessage();
        assertTrue(message.startsWith("Cannot unpack " + file(webGpu) + " into " + own()), message);
        assertTrue(message.contains("that the disk has room and that you may write there"), message);
    }

    @Test
    void whoStopsChangesNothing() throws IOException {
        Progress stopped = (task, fraction) -> {
            throw new CancellationException();
        };
        assertThrows(CancellationException.class, () -> libraries.install(file(webGpu), stopped));
        assertEquals(List.of(), names(own()));
        assertEquals(Optional.empty(), find(ProviderLibrary.WEBGPU));
    }

    @Test
    void aWholeFolderStaysAsItIs() throws IOException {
        install(file(webGpu));
        Path library = find(ProviderLibrary.WEBGPU).orElseThrow();
        Object before = key(library);
        install(file(webGpu));
        assertEquals(before, key(library));
        assertEquals(List.of("onnxruntime-ep-webgpu-0.4.0"), names(own()));
    }

    /** To load half a library ends the process. */
    @ParameterizedTest
    @ValueSource(strings = {WEBGPU_LIBRARY, "neighbour" + WEBGPU_LIBRARY, "LICENSE", "files.sha256"})
    void aDamagedLibraryIsNotGivenOutAndCanBeInstalledAgain(String damaged) throws IOException {
        install(file(webGpu));
        Path file = own().resolve("onnxruntime-ep-webgpu-0.4.0").resolve(damaged);
        for (byte[] content : List.of(new byte[0], new byte[(int) Files.size(file)])) {
            Files.write(file, content);
            String message = assertThrows(Arc2FaceException.class, () -> find(ProviderLibrary.WEBGPU))
                    .getMessage();
            assertTrue(
                    message.contains("missing")
                            && message.contains(file.getParent().toString()),
                    message);
            assertTrue(
                    message.contains("Install WebGPU again by Install Models.... Take " + webGpu.fileName()), message);
            install(file(webGpu));
            assertTrue(find(ProviderLibrary.WEBGPU).isPresent());
        }
        Files.delete(file);
        assertThrows(Arc2FaceException.class, () -> find(ProviderLibrary.WEBGPU));
        install(file(webGpu));
        assertTrue(find(ProviderLibrary.WEBGPU).isPresent());
    }

    private void bringByUpdater() throws IOException {
        Path wheel = imageJ().resolve("lib/linux64/arc2face").resolve(webGpu.fileName());
        Files.createDirectories(wheel.getParent());
        Files.copy(file(webGpu), wheel);
    }

    @Test
    void aWheelThatImageJsUpdaterBroughtIsUnpackedWhenItIsLookedFor() throws IOException {
        bringByUpdater();
        Path expected = own().resolve("onnxruntime-ep-webgpu-0.4.0").resolve(WEBGPU_LIBRARY);
        assertEquals(Optional.of(expected), find(ProviderLibrary.WEBGPU));
        Object before = key(expected);
        assertEquals(Optional.of(expected), find(ProviderLibrary.WEBGPU));
        assertEquals(before, key(expected), "once");
        assertEquals(Optional.empty(), find(ProviderLibrary.OPENVINO));
        Files.writeString(expected, "damaged");
        assertEquals(Optional.of(expected), find(ProviderLibrary.WEBGPU));
        assertEquals("library for LINUX_X64", Files.readString(expected));
    }

    @Test
    void aDamagedWheelOfTheUpdatersIsTold() throws IOException {
        bringByUpdater();
        Files.writeString(imageJ().resolve(webGpu.pathInImageJ()), "half");
        String message = assertThrows(Arc2FaceException.class, () -> find(ProviderLibrary.WEBGPU))
                .getMessage();
        assertTrue(message.contains("(4 bytes), not"), message);
        assertEquals(Map.of(webGpu, "damaged", openVino, "missing"), libraries.states(Progress.NONE));
    }

    @ParameterizedTest
    @CsvSource({
        "Linux, amd64, LINUX_X64",
        "Linux, aarch64, LINUX_ARM64",
        "Mac OS X, aarch64, MAC_ARM64",
        "Windows 11, amd64, WINDOWS_X64",
        "Windows 11, aarch64, WINDOWS_ARM64",
        "Mac OS X, x86_64,",
        "Linux, riscv64,",
        "FreeBSD, amd64,"
    })
    void platformsAreKnownByJavasProperties(String system, String processor, Platform expected) {
        assertEquals(Optional.ofNullable(expected), Platform.of(system, processor));
    }

    /** {@code -Dwheels=FOLDER} names a folder with the published wheels, all or some. */
    @ParameterizedTest
    @EnumSource(Platform.class)
    @EnabledIfSystemProperty(named = "wheels", matches = ".+")
    void thePublishedWheelsAreTaken(Platform platform) {
        Path published = Path.of(System.getProperty("wheels"));
        libraries = new LibraryFolder(Wheels.published(), Optional.of(platform), own(), imageJ());
        List<ProviderLibrary> expected = libraries.wheels().stream()
                .filter(wheel -> Files.exists(published.resolve(wheel.fileName())))
                .map(Wheel::library)
                .sorted()
                .toList();
        assumeFalse(expected.isEmpty(), "no wheel for " + platform + " in " + published);
        assertEquals(expected, install(published).stream().sorted().toList());
        for (ProviderLibrary library : expected) {
            assertEquals(
                    own().resolve(library.folder()).resolve(library.mainFile(platform)),
                    find(library).orElseThrow());
        }
    }
}
