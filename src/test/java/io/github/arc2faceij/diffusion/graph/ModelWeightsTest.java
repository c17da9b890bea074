package io.github.arc2faceij.diffusion.graph;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.arc2faceij.common.Arc2FaceException;
import io.github.arc2faceij.common.Progress;
import io.github.arc2faceij.common.Tensor;
import io.github.arc2faceij.device.Device;
import io.github.arc2faceij.onnx.Network;
import io.github.arc2faceij.onnx.graph.GraphBuilder;
import io.github.arc2faceij.weights.WeightFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ModelWeightsTest {

    @TempDir
    Path folder;

    private GraphBuilder graph;

    @BeforeEach
    void start() {
        graph = new GraphBuilder(folder);
    }

    @ParameterizedTest
    @ValueSource(strings = {"F64", "F32", "F16", "BF16"})
    void readsEveryTypeOfFloatInPlace(String type) throws IOException {
        ModelWeights weights = new ModelWeights(graph, file(type));
        assertArrayEquals(new float[] {1, -2, 0.5f, 3}, run(weights.get("w", 2, 2)));
    }

    @Test
    void readsHalfOfATensorAndAConvolutionAsMatrix() throws IOException {
        ModelWeights weights = new ModelWeights(graph, file("F16"));
        assertArrayEquals(new float[] {0.5f, 3}, run(weights.halfMatrix("w", 1, 1, 2)));
        start();
        weights = new ModelWeights(graph, file("F16"));
        assertArrayEquals(new float[] {5, 6}, run(weights.matrix("conv", 1, 2)));
    }

    @Test
    void refusesByNameAndShape() throws IOException {
        ModelWeights weights = new ModelWeights(graph, file("F16"));
        assertRefused(() -> weights.get("w", 2, 3), "\"w\"", "[2, 2]", "[2, 3]", "weights.safetensors");
        assertRefused(() -> weights.get("absent", 7), "\"absent\"", "[7]", "weights.safetensors");
        assertRefused(() -> weights.get("count", 1), "\"count\"", "I64");
    }

    private static void assertRefused(Runnable action, String... parts) {
        String message = assertThrows(Arc2FaceException.class, action::run).getMessage();
        for (String part : parts) {
            assertTrue(message.contains(part), message);
        }
    }

    private float[] run(String value) {
        String zero = graph.input("zero", 1);
        graph.output("y", graph.node("Add", List.of(value, zero)), "a", "b");
        try (Network network = Network.open("test", graph.build(), folder, Device.CPU)) {
            return network.run(Map.of("zero", Tensor.zeros(1)), Progress.NONE)
                    .get("y")
                    .data();
        }
    }

    /** w [2, 2] of the type, conv [1, 2, 1, 1] of halves, count [1] of integers. */
    private WeightFile file(String type) throws IOException {
        ByteBuffer data = ByteBuffer.allocate(64).order(ByteOrder.LITTLE_ENDIAN);
        for (double number : new double[] {1, -2, 0.5, 3}) {
            put(data, type, number);
        }
        int w = data.position();
        data.putShort((short) 0x4500).putShort((short) 0x4600).putLong(9);
        String header = "{\"w\":{\"dtype\":\"%s\",\"shape\":[2,2],\"data_offsets\":[0,%d]},"
                + "\"conv\":{\"dtype\":\"F16\",\"shape\":[1,2,1,1],\"data_offsets\":[%d,%d]},"
                + "\"count\":{\"dtype\":\"I64\",\"shape\":[1],\"data_offsets\":[%d,%d]}}";
        byte[] json = header.formatted(type, w, w, w + 4, w + 4, w + 12).getBytes(StandardCharsets.US_ASCII);
        ByteBuffer file = ByteBuffer.allocate(8 + json.length + data.position()).order(ByteOrder.LITTLE_ENDIAN);
        file.putLong(json.length).put(json).put(data.flip());
        Path path = folder.resolve("weights.safetensors");
        Files.write(path, file.array());
        return WeightFile.open(path);
    }

    private static void put(ByteBuffer data, String type, double number) {
        int bits = Float.floatToIntBits((float) number);
        switch (type) {
            case "F64" -> data.putDouble(number);
            case "F32" -> data.putFloat((float) number);
            case "BF16" -> data.putShort((short) (bits >>> 16));
            default -> data.putShort(
                    (short) (bits >>> 16 & 0x8000 | ((bits >>> 23 & 0xff) - 112 << 10 | bits >>> 13 & 0x3ff)));
        }
    }
}
