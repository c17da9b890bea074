package io.github.arc2faceij.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnxruntime.OrtSession.SessionOptions;
import io.github.arc2faceij.common.Arc2FaceException;
import io.github.arc2faceij.device.library.LibraryFolder;
import io.github.arc2faceij.device.library.ProviderLibrary;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Libraries of providers that are missing, damaged, whole, asked for twice. Each time in a process of its own. */
class PluginProviderTest {

    @TempDir
    Path home;

    /** A process that configures two sessions on each of the devices, and tells what is said. */
    static final class Asker {

        private Asker() {}

        public static void main(String[] labels) throws Exception {
            RuntimeEnvironment.get();
            for (String label : labels) {
                Device device = Device.ALL.stream()
                        .filter(it -> it.label().equals(label))
                        .findFirst()
                        .orElseThrow();
                for (int i = 0; i < 2; i++) {
                    try (SessionOptions options = new SessionOptions()) {
                        device.configure(options);
                        System.out.println(
                                label + " works on " + device.provider().hardware());
                    } catch (Arc2FaceException e) {
                        System.out.println(label + " says: " + e.getMessage());
                    }
                }
            }
        }
    }

    private String ask(Path userHome, Device... devices) throws Exception {
        ProcessBuilder java = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:ErrorFile=/dev/null",
                        "-Duser.home=" + userHome,
                        "-cp",
                        System.getProperty("java.class.path"),
                        Asker.class.getName())
                .redirectErrorStream(true);
        java.command().addAll(Arrays.stream(devices).map(Device::label).toList());
        Process process = java.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), output);
        return output;
    }

    private static void assertSaid(String output, int times, String... parts) {
        List<String> lines =
                output.lines().filter(line -> line.contains(" says: ")).toList();
        assertEquals(times, lines.size(), output);
        for (String line : lines) {
            for (String part : parts) {
                assertTrue(line.contains(part), line + " lacks " + part);
            }
        }
    }

    @Test
    void aMissingLibraryIsASentenceThatNamesTheWheelAndTheSite() throws Exception {
        LibraryFolder.ofUser().wheels().stream()
                .filter(wheel -> wheel.library() == ProviderLibrary.WEBGPU)
                .findFirst()
                .orElseGet(() -> InstalledWheels.skip("WebGPU is not made for this computer"));
        assertSaid(
                ask(home, Device.WEBGPU),
                2,
                "WebGPU (any GPU) was chosen as the device, but could not start: The library of WebGPU is not installed.",
                "update site",
                "onnxruntime_ep_webgpu-0.4.0-py3-none-",
                "Install Models...",
                "Or choose CPU in Edit > Options > Arc2Face.");
    }

    @Test
    void halfALibraryIsASentenceAndNotTheEndOfTheProcess() throws Exception {
        InstalledWheels.needOpenVino();
        for (ProviderLibrary library : ProviderLibrary.values()) {
            Path folder = InstalledWheels.copy(library, home);
            try (Stream<Path> files = Files.list(folder)) {
                for (Path file : files.filter(it -> it.toString().contains("onnxruntime_providers"))
                        .toList()) {
                    byte[] whole = Files.readAllBytes(file);
                    Files.write(file, Arrays.copyOf(whole, whole.length / 2));
                }
            }
        }
        String output = ask(home, Device.WEBGPU, Device.OPENVINO_CPU);
        assertSaid(output, 4, "is missing or damaged", "again by Install Models...");
    }

    /** Without the libraries beside it, OpenVINO's is not given to the system. */
    @Test
    void aLibraryWithoutItsNeighboursIsASentence() throws Exception {
        InstalledWheels.needOpenVino();
        Path folder = InstalledWheels.copy(ProviderLibrary.OPENVINO, home);
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file :
                    files.filter(it -> it.toString().contains("onnx_frontend")).toList()) {
                Files.delete(file);
            }
        }
        assertSaid(ask(home, Device.OPENVINO_CPU), 2, "onnx_frontend", "is missing or damaged");
    }

    @Test
    void askedForAgainALibraryIsLoadedOnce() throws Exception {
        InstalledWheels.needOpenVino();
        String output = ask(
                Path.of(System.getProperty("user.home")),
                Device.OPENVINO_CPU,
                Device.OPENVINO_GPU,
                Device.OPENVINO_CPU);
        List<String> works =
                output.lines().filter(line -> line.contains(" works on ")).toList();
        assertTrue(works.size() >= 4, output);
        assertEquals(
                1,
                works.stream()
                        .filter(line -> line.startsWith("OpenVINO (Intel CPU)"))
                        .distinct()
                        .count(),
                output);
        assertEquals(1, Device.OPENVINO_CPU.provider().hardware().size());
        assertFalse(output.contains("already registered"), output);
    }

    @Test
    void withoutTheHardwareASentenceSaysSo() throws Exception {
        InstalledWheels.needOpenVino();
        if (Device.OPENVINO_NPU.card().isPresent()) {
            InstalledWheels.skip("this computer has an NPU");
        }
        assertSaid(
                ask(Path.of(System.getProperty("user.home")), Device.OPENVINO_NPU),
                2,
                "OpenVINO finds no Intel NPU on this computer.",
                "Or choose CPU in Edit > Options > Arc2Face.");
    }
}
