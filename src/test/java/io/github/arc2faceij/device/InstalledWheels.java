package io.github.arc2faceij.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.abort;

import io.github.arc2faceij.common.Progress;
import io.github.arc2faceij.common.Sha256;
import io.github.arc2faceij.device.library.LibraryFolder;
import io.github.arc2faceij.device.library.ProviderLibrary;
import io.github.arc2faceij.device.library.Wheel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The libraries of WebGPU and OpenVINO as a user installs them, out of the wheels in the folder {@code -Dwheels=}, into a home
 * folder under {@code target}. A process keeps the library that it loaded first, so all tests of a process share one. What a computer
 * lacks for a test is printed, and the test skipped.
 */
public final class InstalledWheels {

    private static final Path HOME = Path.of(
                    "target", "home-with-wheels-" + System.getProperty("tests.forkNumber", "1"))
            .toAbsolutePath();

    private static final int INTEL = 0x8086;
    private static final int AMD = 0x1022;

    /** cmp eax, followed by four bytes. */
    private static final byte COMPARE = 0x3d;

    /** How often OpenVINO's library compares a device's maker with Intel. */
    private static final int COMPARISONS = 4;

    private InstalledWheels() {}

    /** WebGPU, and a card for it, or SwiftShader and {@code ORT_WEBGPU_EP_ALLOW_SOFTWARE_ADAPTER=1} in its place. */
    public static void needWebGpu() {
        install(ProviderLibrary.WEBGPU);
        if (Device.WEBGPU.card().isEmpty()) {
            skip("WebGPU finds no card; SwiftShader and ORT_WEBGPU_EP_ALLOW_SOFTWARE_ADAPTER=1 stand in for one");
        }
    }

    /**
     * OpenVINO on this processor. Its library takes Intel's only, though OpenVINO itself computes on AMD's as well; on
     * these, a copy is tested in which four comparisons name AMD in Intel's place. Users have no such copy.
     */
    public static void needOpenVino() {
        Path library = install(ProviderLibrary.OPENVINO);
        try {
            if (Files.readString(Path.of("/proc/cpuinfo")).contains("AuthenticAMD")) {
                takeAmd(library);
            }
        } catch (IOException e) {
            System.out.println("Not Linux: OpenVINO's library is tested as it is");
        }
        if (Device.OPENVINO_CPU.card().isEmpty()) {
            skip("OpenVINO finds no processor of Intel's");
        }
    }

    private static void takeAmd(Path library) throws IOException {
        byte[] code = Files.readAllBytes(library);
        ByteBuffer buffer = ByteBuffer.wrap(code).order(ByteOrder.LITTLE_ENDIAN);
        int found = 0;
        for (int i = 0; i < code.length - Integer.BYTES; i++) {
            if (code[i] == COMPARE && buffer.getInt(i + 1) == INTEL) {
                buffer.putInt(i + 1, AMD);
                found++;
            }
        }
        if (found == 0) {
            return; // an earlier run's copy
        }
        assertEquals(COMPARISONS, found, "comparisons with Intel's number");
        Path list = library.resolveSibling("files.sha256");
        String before = Sha256.of(library, done -> {});
        Files.write(library, code);
        String after = Sha256.of(library, done -> {});
        Files.writeString(list, Files.readString(list).replace(before, after));
        System.out.println("AMD's processor: a copy of OpenVINO's library that takes it is tested");
    }

    private static Path install(ProviderLibrary library) {
        String folder = System.getProperty("wheels");
        if (folder == null) {
            skip("give -Dwheels=FOLDER with the wheel of " + library.label());
        }
        System.setProperty("user.home", HOME.toString());
        LibraryFolder libraries = LibraryFolder.ofUser();
        Path file = Path.of(folder).resolve(wheel(library).fileName());
        if (!Files.exists(file)) {
            skip("there is no " + file);
        }
        if (libraries.find(library, Progress.NONE).isEmpty()) {
            libraries.install(file, Progress.NONE);
        }
        return libraries.find(library, Progress.NONE).orElseThrow();
    }

    private static Wheel wheel(ProviderLibrary library) {
        return LibraryFolder.ofUser().wheels().stream()
                .filter(it -> it.library() == library)
                .findFirst()
                .orElseGet(() -> skip(library.label() + " is not made for this computer"));
    }

    /**
     * A home folder of its own with an installed library, to be damaged.
     *
     * @param home to be made
     * @return the folder with the library
     */
    static Path copy(ProviderLibrary library, Path home) {
        Path from = install(library).getParent();
        Path to = home.resolve(".arc2face/libraries").resolve(library.folder());
        try (var files = Files.list(from)) {
            Files.createDirectories(to);
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(file.getFileName()));
            }
            return to;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * @param reason printed, for Surefire tells nothing of why a class was skipped
     * @return never
     */
    public static <T> T skip(String reason) {
        System.out.println("SKIPPED: " + reason);
        return abort(reason);
    }
}
