package io.github.arc2faceij.diffusion.graph;

import static io.github.arc2faceij.common.TensorAssert.assertClose;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.arc2faceij.common.Progress;
import io.github.arc2faceij.common.Tensor;
import io.github.arc2faceij.device.Device;
import io.github.arc2faceij.diffusion.network.PlainNetworksTest;
import io.github.arc2faceij.onnx.Network;
import io.github.arc2faceij.onnx.graph.GraphBuilder;
import io.github.arc2faceij.weights.RecipeWeights;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Attention of plain operators is what ONNX Runtime's own operator computes on the processor. */
class AttentionTest {

    private static final double TOLERANCE = 1e-6;

    @TempDir
    Path folder;

    /** @return a device that wants plain graphs */
    Device device() {
        return PlainNetworksTest.PLAIN;
    }

    @ParameterizedTest
    @CsvSource({"64, 64, 8, 1", "5, 7, 2, 1", "64, 77, 8, 16", "81, 162, 2, 16", "16, 9, 1, 16", "50, 50, 4, 3"})
    void slices(int queries, int keys, int heads, int slices) {
        Map<String, Tensor> inputs = inputs(queries, keys, 8 * heads);
        Tensor expected = run(Device.CPU, inputs, (graph, x) -> new Attention(graph, heads).of(x[0], x[1], x[2], 1));
        Tensor found = run(device(), inputs, (graph, x) -> new Attention(graph, heads).of(x[0], x[1], x[2], slices));
        assertClose(expected, found, TOLERANCE);
    }

    @Test
    void causal() {
        Map<String, Tensor> inputs = inputs(77, 77, 32);
        Writing writing = (graph, x) -> new Attention(graph, 4).causal(x[0], x[1], x[2], 77);
        assertClose(run(Device.CPU, inputs, writing), run(device(), inputs, writing), TOLERANCE);
    }

    @Test
    void slicesOfTheFirstFamily() {
        assertEquals(16, Attention.slices(8, 64 * 64));
        assertEquals(1, Attention.slices(8, 32 * 32));
        assertEquals(2, Attention.slices(1, 64 * 64));
        assertEquals(1, Attention.slices(8, 1));
    }

    private interface Writing {
        Features attention(GraphBuilder graph, Features... x);
    }

    private Tensor run(Device device, Map<String, Tensor> inputs, Writing writing) {
        GraphBuilder graph = new GraphBuilder(folder, device);
        Features[] x = List.of("q", "k", "v").stream()
                .map(name -> {
                    int channels = inputs.get(name).dim(2);
                    return new Features(graph.input(name, "batch", name, channels), channels);
                })
                .toArray(Features[]::new);
        graph.output("y", writing.attention(graph, x).value(), "batch", "q", x[0].channels());
        try (Network network = Network.open("attention", graph.build(), folder, device)) {
            return network.run(inputs, Progress.NONE).get("y");
        }
    }

    private static Map<String, Tensor> inputs(int queries, int keys, int channels) {
        Map<String, Tensor> inputs = new HashMap<>();
        inputs.put("q", RecipeWeights.uniform("q", 2, queries, channels));
        inputs.put("k", RecipeWeights.uniform("k", 2, keys, channels));
        inputs.put("v", RecipeWeights.uniform("v", 2, keys, channels));
        return inputs;
    }
}
