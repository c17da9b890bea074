package io.github.arc2faceij.onnx;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import io.github.arc2faceij.common.Progress;
import io.github.arc2faceij.common.Tensor;
import io.github.arc2faceij.device.Device;
import io.github.arc2faceij.device.InstalledWheels;
import io.github.arc2faceij.device.library.ProviderLibrary;
import io.github.arc2faceij.onnx.graph.GraphBuilder;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** WebGPU on a card, or in software where SwiftShader stands in for one. */
class WebGpuTest {

    @TempDir
    Path folder;

    @BeforeAll
    static void install() {
        InstalledWheels.need(ProviderLibrary.WEBGPU);
    }

    @Test
    void runs() {
        GraphBuilder graph = new GraphBuilder(folder);
        String x = graph.input("x", "batch", 2);
        graph.output("y", graph.node("Add", List.of(x, x)), "batch", 2);
        try (Network network = Network.open("doubler", graph.build(), folder, Device.WEBGPU)) {
            Tensor y = network.run(Map.of("x", Tensor.of(new float[] {1, 2, 3, 4}, 2, 2)), Progress.NONE)
                    .get("y");
            assertArrayEquals(new float[] {2, 4, 6, 8}, y.data());
        }
    }
}
