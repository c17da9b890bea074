package io.github.arc2faceij.face;

import io.github.arc2faceij.common.Arc2FaceException;
import io.github.arc2faceij.common.Progress;
import io.github.arc2faceij.common.Tensor;
import io.github.arc2faceij.device.Device;
import io.github.arc2faceij.onnx.Network;
import io.github.arc2faceij.onnx.OnnxNodes;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * One of InsightFace's networks: one input and outputs that are told apart by their order, for their names are numbers
 * that changed with every export.
 */
final class InsightNetwork implements AutoCloseable {

    /** So many nodes of the graph may belong to its normalisation. */
    private static final int FIRST_NODES = 8;

    private final Path file;
    private final LazyNetwork network;

    InsightNetwork(String name, Path file, Device device) {
        this.file = file;
        network = new LazyNetwork(name, file, device);
    }

    /**
     * @param input fits the network's input
     * @return all outputs, in the file's order
     * @throws Arc2FaceException when the file cannot be used, or holds another network
     */
    List<Tensor> run(Tensor input, Progress progress) {
        Network opened = network.opened(this::requireOneInput);
        String name = opened.inputs().keySet().iterator().next();
        return List.copyOf(opened.run(Map.of(name, input), progress).values());
    }

    /**
     * @param input fits the network's input
     * @param length how many numbers the only output has to have
     * @return the only output
     * @throws Arc2FaceException when the file cannot be used, or holds another network
     */
    float[] run(Tensor input, int length, Progress progress) {
        List<Tensor> outputs = run(input, progress);
        if (outputs.size() != 1 || outputs.get(0).size() != length) {
            throw otherNetwork(outputs, "[1, " + length + "]");
        }
        return outputs.get(0).data();
    }

    /** @return the names by which InsightFace sees whether a network normalises its pixels itself */
    List<String> firstNodes() {
        return OnnxNodes.firstNames(file, FIRST_NODES);
    }

    /** @return the sentence for the user, when these outputs are not those that are needed */
    Arc2FaceException otherNetwork(List<Tensor> outputs, String needed) {
        return network.otherNetwork(
                "output", outputs.stream().map(Tensor::shapeText).toList(), needed);
    }

    private void requireOneInput(Network opened) {
        if (opened.inputs().size() != 1) {
            throw network.otherNetwork("input", opened.inputs().keySet(), "one picture");
        }
    }

    /** Closes what was opened; the next run opens it again. */
    @Override
    public void close() {
        network.close();
    }
}
