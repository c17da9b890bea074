package io.github.arc2faceij.face;

import io.github.arc2faceij.common.Arc2FaceException;
import io.github.arc2faceij.common.Progress;
import io.github.arc2faceij.common.Tensor;
import io.github.arc2faceij.device.Device;
import io.github.arc2faceij.onnx.Network;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** One of the bundled networks: one input named "input", outputs of known names and shapes. */
final class FaceNetwork implements AutoCloseable {

    private static final String INPUT = "input";

    private final LazyNetwork network;
    private final Map<String, List<Integer>> outputs;

    /** @param outputs the shape of each output by its name */
    FaceNetwork(String name, Path file, Device device, Map<String, List<Integer>> outputs) {
        this.network = new LazyNetwork(name, file, device);
        this.outputs = outputs;
    }

    /**
     * @return the outputs by name, in the shapes that were announced
     * @throws Arc2FaceException when the file cannot be used, or holds another network
     */
    Map<String, Tensor> run(Tensor input, Progress progress) {
        Map<String, Tensor> answers = network.opened(this::requireInput).run(Map.of(INPUT, input), progress);
        outputs.forEach((output, shape) -> {
            Tensor answer = answers.get(output);
            if (answer == null || !answer.shapeText().equals(shape.toString())) {
                throw network.otherNetwork("output", answers.entrySet(), "\"" + output + "\" of shape " + shape);
            }
        });
        return answers;
    }

    private void requireInput(Network opened) {
        Set<String> inputs = opened.inputs().keySet();
        if (!inputs.equals(Set.of(INPUT))) {
            throw network.otherNetwork("input", inputs, "\"" + INPUT + "\"");
        }
    }

    /** Closes what was opened; the next run opens it again. */
    @Override
    public void close() {
        network.close();
    }
}
