package io.github.arc2faceij.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.arc2faceij.check.DeviceCheck;
import io.github.arc2faceij.common.Arc2FaceException;
import io.github.arc2faceij.common.Progress;
import io.github.arc2faceij.device.Device;
import io.github.arc2faceij.device.GpuOptions;
import io.github.arc2faceij.device.InstalledWheels;
import io.github.arc2faceij.device.Precision;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** WebGPU on a card, or in software where SwiftShader stands in for one. */
class WebGpuTest extends PluginDevice {

    WebGpuTest() {
        super(Device.WEBGPU, 64);
    }

    @BeforeAll
    static void install() {
        InstalledWheels.needWebGpu();
    }

    /** A process that the user quits while two threads use WebGPU. */
    static final class Quitter {

        private Quitter() {}

        private static final CountDownLatch RUNNING = new CountDownLatch(2);

        public static void main(String[] arguments) throws InterruptedException {
            for (int i = 0; i < 2; i++) {
                Thread thread = new Thread(arguments[0].equals("running") ? Quitter::run : Quitter::open);
                thread.setDaemon(true);
                thread.start();
            }
            RUNNING.await();
            Thread.sleep(Long.parseLong(arguments[1]));
            System.out.println("quits");
            System.exit(0);
        }

        /** Many short products: a run that is stopped leaves hundreds in the card's queue. */
        private static void run() {
            try (Network network = power(Device.WEBGPU, 3000)) {
                while (true) {
                    network.run(Map.of("x", mean(16)), Progress.NONE);
                    RUNNING.countDown();
                }
            } catch (CancellationException | Arc2FaceException e) {
                System.out.println("stopped");
            }
        }

        private static void open() {
            try {
                while (true) {
                    power(Device.WEBGPU, 20).close();
                    RUNNING.countDown();
                }
            } catch (CancellationException | Arc2FaceException e) {
                System.out.println("stopped");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"running", "opening"})
    void javaEndsAfterWhatIsUnderWay(String what) throws Exception {
        for (int delay : new int[] {0, 50, 110}) {
            Process process = java(Quitter.class, what, Integer.toString(delay)).start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertEquals(0, process.waitFor(), output);
            assertTrue(output.contains("quits"), output);
            assertFalse(output.contains("Exception"), output);
        }
    }

    /** The device is offered, but there is no driver behind it. */
    @Test
    void withoutAnAdapterASentenceSaysSo() throws Exception {
        ProcessBuilder java = java(Opener.class);
        java.environment().put("VK_ICD_FILENAMES", "/nowhere.json");
        java.environment().put("ORT_WEBGPU_EP_ALLOW_SOFTWARE_ADAPTER", "1");
        Process process = java.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), output);
        String said = "said: The power could not be loaded on WebGPU (any GPU): Failed to get a WebGPU adapter: ";
        assertTrue(output.contains(said), output);
        assertTrue(output.contains("Install the latest driver of the graphics card"), output);
    }

    /** SwiftShader and old cards have none. */
    @Test
    void withoutFloat16ASentenceSaysSo() {
        Device half = Device.WEBGPU.with(GpuOptions.DEFAULT, Precision.FLOAT16);
        Optional<String> problem = DeviceCheck.problem(half);
        if (problem.isEmpty()) {
            InstalledWheels.skip("this card has float16");
        }
        assertTrue(
                problem.get().endsWith("choose float32 as the precision in Edit > Options > Arc2Face."), problem.get());
    }

    /** A process that opens one session. */
    static final class Opener {

        private Opener() {}

        public static void main(String[] arguments) {
            try {
                power(Device.WEBGPU, 2).close();
                System.out.println("opened");
            } catch (Arc2FaceException e) {
                System.out.println("said: " + e.getMessage());
            }
        }
    }

    private static ProcessBuilder java(Class<?> program, String... arguments) {
        ProcessBuilder java = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:ErrorFile=/dev/null",
                        "-Duser.home=" + System.getProperty("user.home"),
                        "-cp",
                        System.getProperty("java.class.path"),
                        program.getName())
                .redirectErrorStream(true);
        java.command().addAll(List.of(arguments));
        return java;
    }
}
