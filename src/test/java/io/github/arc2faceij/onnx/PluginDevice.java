package io.github.arc2faceij.onnx;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.arc2faceij.common.Progress;
import io.github.arc2faceij.common.Tensor;
import io.github.arc2faceij.device.Device;
import io.github.arc2faceij.onnx.graph.GraphBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What holds of every device that comes from a library of its own. */
abstract class PluginDevice {

    private static final Path FOLDER = Path.of(".");

    private static final int OPENINGS = 50;
    private static final int SETTLED = 10;

    /** In kB; a session that stayed would take this much at every opening. */
    private static final long GROWTH = 500;

    private final Device device;
    private final int slow;

    /** @param slow the side of matrices of which a hundred products take longer than asking whether to stop */
    PluginDevice(Device device, int slow) {
        this.device = device;
        this.slow = slow;
    }

    /** @return a network of matrix products: x to the power of n + 1 */
    static Network power(Device device, int n) {
        GraphBuilder graph = new GraphBuilder(FOLDER);
        String x = graph.input("x", "n", "n");
        String y = x;
        for (int i = 0; i < n; i++) {
            y = graph.node("MatMul", List.of(y, x));
        }
        graph.output("y", y, "n", "n");
        return Network.open("power", graph.build(), FOLDER, device);
    }

    /** @return a matrix of which every power is itself */
    static Tensor mean(int size) {
        float[] numbers = new float[size * size];
        Arrays.fill(numbers, 1f / size);
        return Tensor.of(numbers, size, size);
    }

    private static float[] run(Network network, Tensor x, Progress progress) {
        return network.run(Map.of("x", x), progress).get("y").data();
    }

    @Test
    @Timeout(120)
    void twoSessionsAtOnceComputeRight() {
        List<CompletableFuture<Void>> sessions = List.of(run(3), run(4), run(5));
        sessions.forEach(CompletableFuture::join);
    }

    private CompletableFuture<Void> run(int n) {
        return CompletableFuture.runAsync(() -> {
            for (int i = 0; i < 5; i++) {
                try (Network network = power(device, n)) {
                    for (int pass = 0; pass < 5; pass++) {
                        assertArrayEquals(mean(64).data(), run(network, mean(64), Progress.NONE), 1e-6f);
                    }
                }
            }
        });
    }

    @Test
    @Timeout(120)
    void aCancelledRunLeavesTheNetworkUsable() {
        try (Network network = power(device, 100)) {
            float[] before = run(network, mean(slow), Progress.NONE);
            Progress escape = new Progress() {
                private final long start = System.nanoTime();

                @Override
                public void report(String task, double fraction) {}

                @Override
                public void checkCancelled() {
                    if (System.nanoTime() - start > 1_000_000) {
                        throw new CancellationException();
                    }
                }
            };
            assertThrows(CancellationException.class, () -> run(network, mean(slow), escape));
            assertArrayEquals(before, run(network, mean(slow), Progress.NONE));
        }
    }

    /** One stays open meanwhile, as a model's networks do while its LoRAs change. */
    @Test
    @Timeout(300)
    void openingsTakeNoMemoryForGood() throws IOException {
        long settled = 0;
        try (Network open = power(device, 1)) {
            for (int i = 0; i < OPENINGS; i++) {
                try (Network network = power(device, 2)) {
                    run(network, mean(64), Progress.NONE);
                }
                settled = i == SETTLED ? resident() : settled;
            }
            run(open, mean(64), Progress.NONE);
        }
        long grown = resident() - settled;
        System.out.println(device.label() + ": " + grown + " kB more after " + (OPENINGS - SETTLED) + " openings");
        assertTrue(grown < GROWTH * (OPENINGS - SETTLED), grown + " kB");
    }

    /** @return kB of memory that the process has, 0 where the system does not tell */
    private static long resident() throws IOException {
        Path status = Path.of("/proc/self/status");
        if (!Files.exists(status)) {
            return 0;
        }
        return Files.readAllLines(status).stream()
                .filter(line -> line.startsWith("VmRSS"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .sum();
    }
}
