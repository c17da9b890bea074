package io.github.arc2faceij.onnx;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnxruntime.OrtException;
import io.github.arc2faceij.Arc2Face;
import io.github.arc2faceij.common.Arc2FaceException;
import io.github.arc2faceij.common.NotEnoughMemoryException;
import io.github.arc2faceij.common.Picture;
import io.github.arc2faceij.common.Progress;
import io.github.arc2faceij.common.Tensor;
import io.github.arc2faceij.device.Device;
import io.github.arc2faceij.device.GpuOptions;
import io.github.arc2faceij.device.Precision;
import io.github.arc2faceij.device.ProcessorProvider;
import io.github.arc2faceij.models.ModelFolder;
import io.github.arc2faceij.onnx.graph.GraphBuilder;
import io.github.arc2faceij.weights.Safetensors;
import io.github.arc2faceij.weights.WeightFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

class NetworkTest {

    @TempDir
    Path folder;

    @Test
    void runsAndTellsItsShapes() {
        try (Network network = doubler()) {
            assertArrayEquals(new long[] {-1, 2}, network.inputs().get("x"));
            assertArrayEquals(new long[] {-1, 2}, network.outputs().get("y"));
            Tensor y = network.run(Map.of("x", Tensor.of(new float[] {1, 2, 3, 4}, 2, 2)), Progress.NONE)
                    .get("y");
            assertArrayEquals(new int[] {2, 2}, y.shape());
            assertArrayEquals(new float[] {2, 4, 6, 8}, y.data());
            assertTrue(network.runNanos() > 0);
        }
    }

    @Test
    void refusesATensorOfAnotherShape() {
        try (Network network = doubler()) {
            Arc2FaceException refusal = assertThrows(
                    Arc2FaceException.class, () -> network.run(Map.of("x", Tensor.zeros(1, 3)), Progress.NONE));
            assertTrue(refusal.getMessage().contains("[-1, 2]"), refusal.getMessage());
            assertTrue(refusal.getMessage().contains("[1, 3]"), refusal.getMessage());
        }
    }

    @Test
    void opensAnOnnxFile() {
        try (Network network =
                Network.open("recogniser", ModelFolder.bundled().root().resolve("recognizer.onnx"), Device.CPU)) {
            assertEquals(1, network.inputs().size());
            assertEquals(Device.CPU, network.device());
        }
    }

    @Test
    void saysWhichFileIsMissingOrDamaged() throws IOException {
        Path file = folder.resolve("detector.onnx");
        assertMessage(() -> Network.open("detector", file, Device.CPU), "detector", file.toString());
        Files.writeString(file, "Entry not found");
        assertMessage(
                () -> Network.open("detector", file, Device.CPU),
                file.toString(),
                "is a text that begins with \"Entry not found\"");
        Files.writeString(file, "version https://git-lfs.github.com/spec/v1\noid sha256:1\nsize 5\n");
        assertMessage(() -> Network.open("detector", file, Device.CPU), file.toString(), "is a pointer of Git LFS");
        Files.write(file, new byte[] {8, 8, 99});
        assertMessage(
                () -> Network.open("detector", file, Device.CPU),
                "The detector in the file \"" + file + "\" could not be loaded on CPU");
    }

    @Test
    void findsTheWeightsBesideAnOnnxFile() throws IOException {
        GraphBuilder graph = new GraphBuilder(folder);
        Path weights = folder.resolve("weights.safetensors");
        Safetensors.write(weights, Map.of("w", Tensor.of(new float[] {2, 3}, 2)));
        String w = graph.weight(WeightFile.open(weights).get("w"), 2);
        graph.output("y", graph.node("Mul", List.of(graph.input("x", 2), w)), 2);
        Path file = Files.write(folder.resolve("network.onnx"), graph.build());
        try (Network network = Network.open("network", file, Device.CPU)) {
            Tensor y = network.run(Map.of("x", Tensor.of(new float[] {5, 7}, 2)), Progress.NONE)
                    .get("y");
            assertArrayEquals(new float[] {10, 21}, y.data());
        }
    }

    /** Within 0.5 s on an idle machine; a run to the end takes 30 s and more. */
    @Test
    @Timeout(60)
    void stopsWithinAFractionOfASecondAndRunsAgain() {
        try (Network network = slow()) {
            long[] cancelled = new long[1];
            Progress progress = cancelling(() -> cancelled[0] = System.nanoTime());
            assertThrows(CancellationException.class, () -> network.run(slowInput(), progress));
            long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - cancelled[0]);
            assertTrue(millis < 5000, "took " + millis + " ms to stop");
            assertThrows(CancellationException.class, () -> network.run(slowInput(), cancelling(() -> {})));
        }
    }

    @Test
    @Timeout(60)
    void stopsWhenTheThreadIsInterrupted() {
        try (Network network = slow()) {
            Thread.currentThread().interrupt();
            assertThrows(CancellationException.class, () -> network.run(slowInput(), Progress.NONE));
            assertTrue(Thread.interrupted(), "the interrupt was lost");
        }
    }

    @Test
    @Timeout(60)
    void closesOnlyAfterTheRunUnderWay() throws Exception {
        Network network = slow();
        CountDownLatch running = new CountDownLatch(1);
        CountDownLatch stop = new CountDownLatch(1);
        CompletableFuture<Void> run = CompletableFuture.runAsync(() -> network.run(slowInput(), new Progress() {
            @Override
            public void report(String task, double fraction) {
                fail("a network has no steps to report");
            }

            @Override
            public void checkCancelled() {
                running.countDown();
                if (stop.getCount() == 0) {
                    throw new CancellationException();
                }
            }
        }));
        running.await();
        CompletableFuture<Void> close = CompletableFuture.runAsync(network::close);
        Thread.sleep(200);
        assertTrue(!close.isDone() && !run.isDone(), "closed during a run");
        stop.countDown();
        close.get();
        // The network lets go before the future hears of it.
        assertInstanceOf(
                CancellationException.class,
                assertThrows(ExecutionException.class, run::get).getCause());
        network.close();
        assertThrows(IllegalStateException.class, () -> network.run(slowInput(), Progress.NONE));
    }

    /** A device whose sessions take turns waits for its turn to close, and an interrupted thread cannot wait. */
    @Test
    void closesOnAnInterruptedThread() {
        Network network =
                doubler(new Device(new ProcessorProvider(false, true), GpuOptions.DEFAULT, Precision.FLOAT32));
        Thread.currentThread().interrupt();
        network.close();
        assertTrue(Thread.interrupted(), "the interrupt was lost");
        assertThrows(
                IllegalStateException.class,
                () -> network.run(Map.of("x", Tensor.of(new float[] {1, 2}, 1, 2)), Progress.NONE));
    }

    @Test
    void saysThatMemoryIsShort() {
        GraphBuilder graph = new GraphBuilder(folder);
        String shape = graph.cast(graph.input("shape", 2), TensorProto.DataType.INT64);
        graph.output("y", graph.node("ConstantOfShape", List.of(shape)), "a", "b");
        try (Network network = Network.open("giant", graph.build(), folder, Device.CPU)) {
            Tensor huge = Tensor.of(new float[] {1 << 24, 1 << 24}, 2);
            String message = assertThrows(
                            NotEnoughMemoryException.class, () -> network.run(Map.of("shape", huge), Progress.NONE))
                    .getMessage();
            assertEquals("The giant could not be run on CPU because there is not enough memory.", message);
            Tensor small = network.run(Map.of("shape", Tensor.of(new float[] {1, 2}, 2)), Progress.NONE)
                    .get("y");
            assertArrayEquals(new int[] {1, 2}, small.shape());
        }
    }

    @Test
    void refusesCudaWithTheReasonWhereItCannotStart() {
        assumeFalse(Files.exists(Path.of("/dev/nvidia0")), "this computer has an NVIDIA GPU");
        assertMessage(() -> doubler(Device.CUDA), "CUDA", "could not start: Failed to load", "libcu", "Options");
    }

    /** The facade lends its progress to what it opens, and the next request opens it. */
    @Test
    @Timeout(60)
    void waitingToBeOpenedIsCancelled() throws Exception {
        Device oneAtATime = new Device(new ProcessorProvider(false, true), GpuOptions.DEFAULT, Precision.FLOAT32);
        CountDownLatch working = new CountDownLatch(1);
        CountDownLatch stop = new CountDownLatch(1);
        CompletableFuture<Integer> other = CompletableFuture.supplyAsync(() -> occupy(oneAtATime, working, stop));
        working.await();
        Picture picture = Picture.black(32, 32);
        try (Arc2Face arc2face = new Arc2Face(ModelFolder.bundled(), oneAtATime)) {
            Progress cancelled = new Progress() {
                @Override
                public void report(String task, double fraction) {}

                @Override
                public void checkCancelled() {
                    throw new CancellationException();
                }
            };
            assertThrows(CancellationException.class, () -> arc2face.detect(picture, 0.5, cancelled));
            stop.countDown();
            other.join();
            assertEquals(List.of(), arc2face.detect(picture, 0.5, Progress.NONE));
        }
    }

    private static int occupy(Device device, CountDownLatch working, CountDownLatch stop) {
        try {
            return Turn.take(device, Progress.NONE, () -> {
                working.countDown();
                try {
                    stop.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
                return 0;
            });
        } catch (OrtException e) {
            throw new AssertionError(e);
        }
    }

    /** ONNX Runtime opens what it has begun; it is closed again. */
    @Test
    void cancelledWhileItIsOpenedNothingIsLeft() {
        AtomicInteger asked = new AtomicInteger();
        Progress cancelled = new Progress() {
            @Override
            public void report(String task, double fraction) {}

            @Override
            public void checkCancelled() {
                asked.incrementAndGet();
                throw new CancellationException();
            }
        };
        assertThrows(CancellationException.class, () -> CancellableOpening.by(cancelled, this::doubler));
        assertEquals(1, asked.get());
        doubler().close();
    }

    private Network doubler() {
        return doubler(Device.CPU);
    }

    private Network doubler(Device device) {
        GraphBuilder graph = new GraphBuilder(folder);
        String x = graph.input("x", "batch", 2);
        graph.output("y", graph.node("Add", List.of(x, x)), "batch", 2);
        return Network.open("doubler", graph.build(), folder, device);
    }

    /** Minutes of work if nobody stops it, in nodes of some milliseconds. */
    private Network slow() {
        GraphBuilder graph = new GraphBuilder(folder);
        String x = graph.input("x", "n", "n");
        String y = x;
        for (int i = 0; i < 2000; i++) {
            y = graph.node("MatMul", List.of(y, x));
        }
        graph.output("y", y, "n", "n");
        return Network.open("slow network", graph.build(), folder, Device.CPU);
    }

    private static Map<String, Tensor> slowInput() {
        return Map.of("x", Tensor.zeros(1000, 1000));
    }

    /** Cancels when it has been asked for a tenth of a second, so that the run is under way. */
    private static Progress cancelling(Runnable whenCancelled) {
        long start = System.nanoTime();
        return new Progress() {
            @Override
            public void report(String task, double fraction) {
                fail("a network has no steps to report");
            }

            @Override
            public void checkCancelled() {
                if (System.nanoTime() - start > TimeUnit.MILLISECONDS.toNanos(100)) {
                    whenCancelled.run();
                    throw new CancellationException();
                }
            }
        };
    }

    private static void assertMessage(Executable action, String... parts) {
        String message = assertThrows(Arc2FaceException.class, action).getMessage();
        assertTrue(message.endsWith("."), message);
        for (String part : parts) {
            assertTrue(message.contains(part), message);
        }
    }
}
