package io.github.arc2faceij.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
import org.junit.jupiter.api.Test;

/** The user quits ImageJ while networks run. */
class EndOfJavaTest {

    /** A process with four networks that run again and again, which ends slowly meanwhile. */
    static final class Quitter {

        private Quitter() {}

        public static void main(String[] arguments) throws InterruptedException {
            for (int i = 0; i < 4; i++) {
                Thread thread = new Thread(Quitter::runAgainAndAgain);
                thread.setDaemon(true);
                thread.start();
            }
            Thread.sleep(1500);
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

    @Test
    void theProcessEndsWithoutACrash() throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:ErrorFile=/dev/null",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Quitter.class.getName())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), output);
        assertTrue(output.contains("stopped"), output);
    }
}
