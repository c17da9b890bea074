package io.github.arc2faceij.onnx;

import static io.github.arc2faceij.onnx.graph.GraphBuilder.attribute;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession.SessionOptions;
import io.github.arc2faceij.common.Arc2FaceException;
import io.github.arc2faceij.common.Progress;
import io.github.arc2faceij.common.Tensor;
import io.github.arc2faceij.device.Device;
import io.github.arc2faceij.device.GpuOptions;
import io.github.arc2faceij.device.Precision;
import io.github.arc2faceij.device.Provider;
import io.github.arc2faceij.onnx.graph.GraphBuilder;
import io.github.arc2faceij.weights.RecipeWeights;
import io.github.arc2faceij.weights.Safetensors;
import io.github.arc2faceij.weights.TensorLocation;
import io.github.arc2faceij.weights.WeightFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PreparedModelTest {

    /** The processor as ONNX Runtime uses it when it is left to itself. */
    private static final Device UNPREPARED = new Device(new Unprepared(), GpuOptions.DEFAULT, Precision.FLOAT32);

    private record Unprepared() implements Provider {

        @Override
        public String label() {
            return "CPU";
        }

        @Override
        public String advice() {
            return "";
        }

        @Override
        public void addTo(SessionOptions options, GpuOptions gpu, Precision precision) {}

        @Override
        public List<String> hardware() {
            return List.of();
        }
    }

    @TempDir
    Path folder;

    private Path file;
    private WeightFile weights;

    @BeforeEach
    void writeWeights() throws IOException {
        Map<String, Tensor> tensors = new HashMap<>();
        tensors.put("in", RecipeWeights.uniform("in", 16, 4, 3, 3));
        tensors.put("wide", RecipeWeights.uniform("wide", 48, 16, 3, 3));
        tensors.put("halving", RecipeWeights.uniform("halving", 32, 48, 3, 3));
        tensors.put("point", RecipeWeights.uniform("point", 32, 32, 1, 1));
        tensors.put("uneven", RecipeWeights.uniform("uneven", 20, 32, 3, 3));
        tensors.put("matrix", RecipeWeights.uniform("matrix", 20, 20));
        tensors.put("up", RecipeWeights.uniform("up", 48, 2));
        tensors.put("down", RecipeWeights.uniform("down", 2, 16 * 9));
        tensors.put("bias", RecipeWeights.uniform("bias", 48));
        file = folder.resolve("weights.safetensors");
        Safetensors.write(file, tensors);
        weights = WeightFile.open(file);
    }

    /** Convolutions of whole and of uneven blocks, one of a changed kernel, a stride, and a matrix that is changed. */
    private byte[] model() {
        GraphBuilder graph = new GraphBuilder(folder);
        String x = graph.input("x", "batch", 4, "height", "width");
        x = convolution(graph, x, weight(graph, "in"), 3, 1);
        String product = graph.node(
                "Gemm", List.of(weight(graph, "up"), weight(graph, "down"), matrix(graph, "wide", 48, 16 * 9)));
        String changed = graph.node("Reshape", List.of(product, graph.constant(48L, 16L, 3L, 3L)));
        x = convolution(graph, x, changed, 3, 1);
        x = graph.node("Add", List.of(x, graph.parameter(weights.get("bias"), 48, 1, 1)));
        x = convolution(graph, x, weight(graph, "halving"), 3, 2);
        x = convolution(graph, x, weight(graph, "point"), 1, 1);
        x = convolution(graph, x, weight(graph, "uneven"), 3, 1);
        x = graph.node("Transpose", List.of(x), attribute("perm", 0L, 2, 3, 1));
        String twice = graph.node("Mul", List.of(weight(graph, "matrix"), graph.constant(2f)));
        x = graph.microsoft("FusedMatMul", List.of(x, twice), attribute("transB", 1));
        graph.output("y", x, "batch", "h", "w", 20);
        return graph.build();
    }

    private String weight(GraphBuilder graph, String name) {
        return graph.parameter(
                weights.get(name),
                weights.get(name).shape().stream().mapToLong(axis -> axis).toArray());
    }

    private String matrix(GraphBuilder graph, String name, long... shape) {
        TensorLocation location = weights.get(name);
        return graph.parameter(location, shape);
    }

    private static String convolution(GraphBuilder graph, String x, String kernel, long size, long stride) {
        long border = size / 2;
        return graph.node(
                "Conv",
                List.of(x, kernel),
                attribute("kernel_shape", size, size),
                attribute("strides", stride, stride),
                attribute("pads", border, border, border, border));
    }

    private float[] run(Device device) {
        try (Network network = Network.open("test", model(), folder, device)) {
            assertEquals(List.of("x"), List.copyOf(network.inputs().keySet()));
            Map<String, Tensor> x = Map.of("x", RecipeWeights.uniform("x", 2, 4, 12, 10));
            return network.run(x, Progress.NONE).get("y").data();
        }
    }

    @Test
    void theNumbersAreThoseOfOnnxRuntimeItself() {
        assertArrayEquals(run(UNPREPARED), run(Device.CPU));
    }

    @Test
    void nothingIsLeftToComputeAndLargeKernelsAreOrdered() throws OrtException, IOException {
        PreparedModel prepared = new PreparedModel(new Sessions(Device.CPU), model(), folder);
        List<NodeProto> nodes =
                ModelProto.parseFrom(prepared.graph()).getGraph().getNodeList();
        prepared.copied().close();
        prepared.kernels().close();

        assertEquals(
                0,
                nodes.stream()
                        .filter(node -> node.getOpType().matches("Gemm|Mul|Reshape"))
                        .count());
        long blocked = BlockSize.HERE == 1 ? 0 : 3;
        assertEquals(
                blocked,
                nodes.stream()
                        .filter(node -> node.getOpType().equals("Conv")
                                && node.getDomain().equals(BlockedConvolutions.DOMAIN))
                        .count());
    }

    @Test
    void theSizeOfABlockIsFound() {
        boolean amd64 = System.getProperty("os.arch").equals("amd64");
        assertTrue((amd64 ? List.of(8, 16) : List.of(1, 4, 8, 16)).contains(BlockSize.HERE), "" + BlockSize.HERE);
    }

    @Test
    void aFileThatBecameShorterIsNamed() throws IOException {
        GraphBuilder graph = new GraphBuilder(folder);
        String x = graph.input("x", "batch", 32, "height", "width");
        graph.output("y", convolution(graph, x, weight(graph, "point"), 1, 1), "batch", 32, "height", "width");
        byte[] model = graph.build();
        Files.write(file, new byte[1000]);

        Arc2FaceException e = assertThrows(Arc2FaceException.class, () -> open(model));

        String expected = BlockSize.HERE == 1 ? "test" : "weights.safetensors\" cannot be read";
        assertTrue(e.getMessage().contains(expected), e.getMessage());
    }

    private void open(byte[] model) {
        Network.open("test", model, folder, Device.CPU).close();
    }
}
