package io.github.arc2faceij.condition.ipadapter;

import io.github.arc2faceij.common.Arc2FaceException;
import io.github.arc2faceij.common.Progress;
import io.github.arc2faceij.common.Tensor;
import io.github.arc2faceij.device.Device;
import io.github.arc2faceij.onnx.Network;
import io.github.arc2faceij.onnx.graph.WeightsFolder;
import io.github.arc2faceij.weights.WeightFile;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** The network that turns what is known of a picture into an IP-Adapter's tokens. It runs once a picture, in float32. */
final class ImageProjection implements AutoCloseable {

    private final Path file;
    private final Network network;

    /**
     * Loads the network.
     *
     * @param file of the adapter
     * @param device where it runs
     * @throws Arc2FaceException when the file is missing, damaged or no IP-Adapter, or the device cannot start
     */
    ImageProjection(Path file, Device device) {
        this.file = file;
        WeightFile weights = WeightFile.open(file);
        Path root = WeightsFolder.of(weights.files());
        Device full = device.inFloat32();
        network = Network.open("projection of the IP-Adapter", ProjectionGraph.build(root, weights, full), root, full);
    }

    /**
     * @param known what its form takes: embedding [1, size] and hidden states [1, length, features]
     * @param shortcut strength of PlusV2's shortcut, NaN for none; only FaceID-Plus looks at it
     * @param progress asked whether to stop
     * @return [1, count, context size]
     * @throws Arc2FaceException when what is known has another size, for another encoder made it
     */
    Tensor tokens(Known known, double shortcut, Progress progress) {
        Map<String, Tensor> inputs = new HashMap<>();
        network.inputs().forEach((name, shape) -> inputs.put(name, input(name, shape, known, shortcut)));
        return network.run(inputs, progress).get(ProjectionGraph.TOKENS);
    }

    /**
     * What is known of a picture or a person; what a form does not take may be null.
     *
     * @param embedding [1, size]
     * @param hidden [1, length, features]
     */
    record Known(Tensor embedding, Tensor hidden) {}

    private Tensor input(String name, long[] shape, Known known, double shortcut) {
        switch (name) {
            case ProjectionGraph.EMBEDDING:
                return fitting(known.embedding.reshape(1, 1, known.embedding.size()), shape, "an embedding of");
            case ProjectionGraph.HIDDEN:
                return fitting(known.hidden, shape, "hidden states of");
            default:
                boolean adds = !Double.isNaN(shortcut);
                return Tensor.of(new float[] {adds ? 1 : 0, adds ? (float) shortcut : 1}, 2);
        }
    }

    private Tensor fitting(Tensor given, long[] shape, String what) {
        int last = shape.length - 1;
        if (given.dim(last) != shape[last]) {
            throw new Arc2FaceException("The IP-Adapter \"" + file + "\" takes " + what + " " + shape[last]
                    + " numbers, but the encoder at hand gives " + given.dim(last)
                    + ". Install the encoder that the adapter was trained with: most need CLIP's ViT-H/14, FaceID"
                    + " a recogniser of 512 numbers.");
        }
        return given;
    }

    @Override
    public void close() {
        network.close();
    }
}
