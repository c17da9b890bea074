package io.github.arc2faceij.onnx;

import static io.github.arc2faceij.onnx.graph.GraphBuilder.attribute;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnxruntime.OrtException;
import io.github.arc2faceij.common.Arc2FaceException;
import io.github.arc2faceij.common.Notices;
import io.github.arc2faceij.common.Progress;
import io.github.arc2faceij.common.Tensor;
import io.github.arc2faceij.device.Device;
import io.github.arc2faceij.onnx.graph.GraphBuilder;
import io.github.arc2faceij.weights.DataType;
import io.github.arc2faceij.weights.RecipeWeights;
import io.github.arc2faceij.weights.Safetensors;
import io.github.arc2faceij.weights.TensorLocation;
import io.github.arc2faceij.weights.WeightFile;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PreparedModelTest {

    private static final Sessions SESSIONS = new Sessions(Device.CPU);

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
        tensors.put("halves", RecipeWeights.uniform("halves", 32, 16, 3, 3));
        tensors.put("matrix", RecipeWeights.uniform("matrix", 20, 20));
        tensors.put("up", RecipeWeights.uniform("up", 48, 2));
        tensors.put("down", RecipeWeights.uniform("down", 2, 16 * 9));
        tensors.put("bias", RecipeWeights.uniform("bias", 48));
        file = folder.resolve("weights.safetensors");
        Safetensors.write(file, tensors);
        weights = WeightFile.open(file);
    }

    /** Convolutions of whole and of uneven blocks, one of a changed kernel, a stride, and a matrix that is changed. */
    private byte[] model() throws IOException {
        GraphBuilder graph = new GraphBuilder(folder);
        unused(graph);
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

    /** A weight that no node needs, and that makes the model large; its file is a hole. */
    private void unused(GraphBuilder graph) throws IOException {
        Path zeros = folder.resolve("zeros");
        try (RandomAccessFile hole = new RandomAccessFile(zeros.toFile(), "rw")) {
            hole.setLength(128 << 20);
        }
        graph.weight(new TensorLocation("zeros", zeros, 0, 128 << 20, DataType.F32, List.of(32L << 20)), 32 << 20);
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

    private void sameAsPlain(byte[] model, OpenSession open, long... shape) throws OrtException {
        float[] x = RecipeWeights.uniform("x", 2, 4, 12, 10).data();
        try (OpenSession plain = SESSIONS.openPlain(model, folder);
                open) {
            assertArrayEquals(BlockSize.run(plain, x, shape), BlockSize.run(open, x, shape));
        }
    }

    private PreparedModel prepared(byte[] model) throws OrtException {
        return new PreparedModel(SESSIONS, model, folder, BlockSize.HERE);
    }

    private static long blockedConvolutions(PreparedModel model) throws IOException {
        return nodes(model).stream()
                .filter(node ->
                        node.getOpType().equals("Conv") && node.getDomain().equals(BlockedConvolutions.DOMAIN))
                .count();
    }

    private static List<NodeProto> nodes(PreparedModel model) throws IOException {
        return ModelProto.parseFrom(model.graph()).getGraph().getNodeList();
    }

    @Test
    void theNumbersAreThoseOfOnnxRuntimeItself() throws OrtException, IOException {
        sameAsPlain(model(), prepared(model()).open(), 2, 4, 12, 10);
    }

    @Test
    void aNetworkTakesTheInputsOfItsModel() throws OrtException, IOException {
        try (OpenSession open = SESSIONS.open("test", model(), folder)) {
            assertEquals(
                    BlockSize.HERE.block() == 1 ? 0 : 3,
                    open.weights().tensors().size());
        }
        try (Network network = Network.open("test", model(), folder, Device.CPU)) {
            assertEquals(List.of("x"), List.copyOf(network.inputs().keySet()));
            Map<String, Tensor> x = Map.of("x", RecipeWeights.uniform("x", 2, 4, 12, 10));
            assertEquals(20, network.run(x, Progress.NONE).get("y").dim(3));
        }
    }

    @Test
    void nothingIsLeftToComputeAndLargeKernelsAreOrdered() throws OrtException, IOException {
        PreparedModel model = prepared(model());

        assertTrue(nodes(model).stream().noneMatch(node -> node.getOpType().matches("Gemm|Mul|Reshape")));
        assertEquals(BlockSize.HERE.block() == 1 ? 0 : 3, blockedConvolutions(model));
    }

    @Test
    void anOrderThatIsNotTheProcessorsIsSeen() {
        for (int block : new int[] {2, 4, 8, 16, 32}) {
            assertEquals(
                    block == BlockSize.HERE.block(), BlockSize.isRight(new BlockedKernels(block)), block + " channels");
        }
    }

    @Test
    void theProcessorsOrderIsFound() {
        boolean amd64 = System.getProperty("os.arch").equals("amd64");
        assertTrue(!amd64 || List.of(8, 16).contains(BlockSize.HERE.block()), BlockSize.HERE.toString());
    }

    @Test
    void aConvolutionOfGroupsIsLeftToOnnxRuntime() throws OrtException, IOException {
        GraphBuilder graph = new GraphBuilder(folder);
        String x = graph.input("x", 1, 32, 6, 5);
        x = graph.node("Conv", List.of(x, weight(graph, "halves")), attribute("group", 2));
        graph.output("y", x, 1, 32, 4, 3);
        byte[] model = graph.build();

        assertEquals(0, blockedConvolutions(prepared(model)));
        sameAsPlain(model, prepared(model).open(), 1, 32, 6, 5);
    }

    @Test
    void aModelWithComputedIntegersIsOpenedAsItIs() throws OrtException, IOException {
        GraphBuilder graph = new GraphBuilder(folder);
        String x = graph.node("Conv", List.of(graph.input("x", 1, 32, 6, 5), weight(graph, "point")));
        String integers = graph.node("Add", List.of(graph.constant(1L, 0, 0), graph.constant(0L, 32, 30)));
        graph.output("y", graph.node("Reshape", List.of(x, integers)), 1, 32, 30);
        isOpenedAsItIs(graph);
    }

    @Test
    void aModelWithAWeightOfUnknownShapeIsOpenedAsItIs() throws OrtException, IOException {
        GraphBuilder graph = new GraphBuilder(folder);
        String which = graph.node("NonZero", List.of(graph.constant(1f, 1, 0, 1)));
        String some = graph.node("Gather", List.of(weight(graph, "point"), graph.node("Squeeze", List.of(which))));
        String x = graph.node("Conv", List.of(graph.input("x", 1, 32, 6, 5), some));
        graph.output("y", x, 1, 3, 6, 5);
        isOpenedAsItIs(graph);
    }

    private void isOpenedAsItIs(GraphBuilder graph) throws OrtException, IOException {
        unused(graph);
        byte[] model = graph.build();
        assertTrue(PreparedModel.isWorthwhile(model));
        assertThrows(OrtException.class, () -> prepared(model).open());
        List<String> said = new ArrayList<>();
        Notices.to(said::add);
        sameAsPlain(model, SESSIONS.open("test", model, folder), 1, 32, 6, 5);
        SESSIONS.open("test", model, folder).close();
        assertEquals(1, said.size(), said.toString());
        assertTrue(said.get(0).startsWith("The test in \"" + folder + "\" loads more slowly"), said.get(0));
    }

    /** Memory that is not written to costs nothing. */
    @Test
    void weightsHaveTheirPlaceBeyondTwoGigabytes() throws OrtException {
        Map<String, long[]> shapes = new LinkedHashMap<>();
        shapes.put("large", new long[] {1 << 28});
        shapes.put("as large", new long[] {1 << 28});
        shapes.put("next", new long[] {2, 3});
        shapes.put("last", new long[] {5});
        try (MadeWeights weights = new MadeWeights(shapes)) {
            weights.numbers("next").put(new float[] {1, 2, 3, 4, 5, 6});
            weights.numbers("last").put(new float[] {7, 8, 9, 10, 11});

            assertArrayEquals(
                    new float[] {1, 2, 3, 4, 5, 6},
                    weights.tensors().get("next").getFloatBuffer().array());
        }
    }

    @Test
    void aFileThatBecameShorterIsRefused() throws IOException {
        byte[] model = model();
        Files.write(file, new byte[1000]);

        Arc2FaceException e =
                assertThrows(Arc2FaceException.class, () -> Network.open("test", model, folder, Device.CPU)
                        .close());

        assertTrue(e.getMessage().startsWith("The test could not be loaded on "), e.getMessage());
    }
}
