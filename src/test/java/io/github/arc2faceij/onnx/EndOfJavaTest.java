package io.github.arc2faceij.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnxruntime.OrtException;
import io.github.arc2faceij.common.Arc2FaceException;
import io.github.arc2faceij.common.Progress;
import io.github.arc2faceij.common.Tensor;
import io.github.arc2faceij.device.Device;
import io.github.arc2faceij.onnx.graph.GraphBuilder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** The user quits ImageJ while networks run. */
class EndOfJavaTest {

    /** A process with four networks that run again and again, which ends slowly meanwhile. */
    static final class Quitter {

        private Quitter() {}

        private static final int THREADS = 4;
        private static final CountDownLatch RUNNING = new CountDownLatch(THREADS);

        public static void main(String[] arguments) throws InterruptedException {
            for (int i = 0; i < THREADS; i++) {
                Thread thread = new Thread(Quitter::runAgainAndAgain);
                thread.setDaemon(true);
                thread.start();
            }
            if (arguments[0].equals("running")) {
                RUNNING.await();
            }
            Runtime.getRuntime().addShutdownHook(new Thread(Quitter::sleep));
            System.out.println("quits");
            System.exit(0);
        }

        private static void runAgainAndAgain() {
            GraphBuilder graph = new GraphBuilder(Path.of("."));
            String x = graph.input("x", "batch", 2);
            graph.output("y", graph.node("Add", List.of(x, x)), "batch", 2);
            try (Network network = Network.open("doubler", graph.build(), Path.of("."), Device.CPU)) {
                while (true) {
                    network.run(Map.of("x", Tensor.zeros(4, 2)), Progress.NONE);
                    RUNNING.countDown();
                }
            } catch (CancellationException | Arc2FaceException e) {
                System.out.println("stopped");
            }
        }

        private static void sleep() {
            try {
                Thread.sleep(500);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** A process that ends while a device works that does one thing at a time, and another thread waits for it. */
    static final class Worker {

        private Worker() {}

        private static final CountDownLatch WORKING = new CountDownLatch(1);

        public static void main(String[] arguments) throws InterruptedException {
            for (int i = 0; i < 2; i++) {
                Thread thread = new Thread(Worker::work);
                thread.setDaemon(true);
                thread.start();
            }
            WORKING.await();
            System.exit(0);
        }

        private static void work() {
            try {
                Turn.take(Device.WEBGPU, Progress.NONE, () -> {
                    WORKING.countDown();
                    Quitter.sleep();
                    System.out.println("done");
                    return 0;
                });
            } catch (CancellationException | OrtException e) {
                System.out.println("not begun");
            }
        }
    }

    @Test
    void whatADeviceDoesIsWaitedForAndNothingElseIsBegun() throws Exception {
        String output = end(Worker.class);
        assertTrue(output.contains("done"), output);
        assertEquals(output.indexOf("done"), output.lastIndexOf("done"), output);
    }

    @Test
    void networksThatRunAreStopped() throws Exception {
        String output = quit("running");
        assertTrue(output.contains("stopped"), output);
    }

    /** Java refuses what ONNX Runtime asks for when it starts. */
    @Test
    void networksThatAreBeingOpenedEndQuietly() throws Exception {
        String output = quit("opening");
        assertFalse(output.contains("Exception"), output);
    }

    private static String quit(String when) throws Exception {
        return end(Quitter.class, when);
    }

    private static String end(Class<?> program, String... arguments) throws Exception {
        ProcessBuilder java = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:ErrorFile=/dev/null",
                        "-cp",
                        System.getProperty("java.class.path"),
                        program.getName())
                .redirectErrorStream(true);
        java.command().addAll(List.of(arguments));
        Process process = java.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), output);
        return output;
    }
}
