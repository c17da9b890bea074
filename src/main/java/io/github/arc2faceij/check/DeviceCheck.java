package io.github.arc2faceij.check;

import ai.onnxruntime.OrtException;
import io.github.arc2faceij.common.Arc2FaceException;
import io.github.arc2faceij.common.Progress;
import io.github.arc2faceij.common.Tensor;
import io.github.arc2faceij.device.Device;
import io.github.arc2faceij.device.OrtFailure;
import io.github.arc2faceij.onnx.Network;
import io.github.arc2faceij.onnx.graph.GraphBuilder;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Tries whether a device works in its precision, by a network of two nodes: on an NVIDIA GPU one needs cuBLAS and the other
 * cuDNN.
 */
public final class DeviceCheck {

    private static final int SIZE = 3;
    private static final float PRODUCT_OF_ONES = SIZE;
    private static final float EXPECTED = SIZE * SIZE * PRODUCT_OF_ONES;

    private DeviceCheck() {}

    /**
     * @param device that is tried
     * @return why it does not work, in a sentence; nothing when it works
     */
    public static Optional<String> problem(Device device) {
        try {
            require(device);
            return Optional.empty();
        } catch (Arc2FaceException e) {
            return Optional.of(reason(e));
        }
    }

    /** What the test network is called says nothing to the user. */
    private static String reason(Arc2FaceException e) {
        if (e.getCause() instanceof OrtException cause) {
            return OrtFailure.reason(cause);
        }
        return e.getCause() instanceof Arc2FaceException cause ? cause.getMessage() : e.getMessage();
    }

    /**
     * @param device that is tried
     * @throws Arc2FaceException when it does not work, with the reason and what to do
     */
    public static void require(Device device) {
        Path noWeights = Path.of(System.getProperty("java.io.tmpdir"));
        byte[] graph = graph(noWeights, device);
        try (Network network = Network.open("test network", graph, noWeights, device)) {
            float found =
                    network.run(Map.of("x", ones()), Progress.NONE).get("y").data()[0];
            if (found != EXPECTED) {
                throw new Arc2FaceException(device.description() + " computes " + found + ", not " + EXPECTED
                        + ". Choose another device in Edit > Options > Arc2Face.");
            }
        }
    }

    private static byte[] graph(Path folder, Device device) {
        GraphBuilder graph = new GraphBuilder(folder, device);
        String x = graph.working(graph.input("x", 1, 1, SIZE, SIZE));
        String product = graph.node("MatMul", List.of(x, x));
        graph.output("y", graph.node("Conv", List.of(product, x)), 1, 1, 1, 1);
        return graph.build();
    }

    private static Tensor ones() {
        float[] ones = new float[SIZE * SIZE];
        Arrays.fill(ones, 1);
        return Tensor.of(ones, 1, 1, SIZE, SIZE);
    }
}
