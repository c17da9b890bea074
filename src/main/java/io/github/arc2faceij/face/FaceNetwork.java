package io.github.arc2faceij.face;

import io.github.arc2faceij.common.Arc2FaceException;
import io.github.arc2faceij.common.Picture;
import io.github.arc2faceij.common.Progress;
import io.github.arc2faceij.common.Tensor;
import io.github.arc2faceij.onnx.Device;
import io.github.arc2faceij.onnx.Network;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** One of the three networks: opened when it is first run, one input named "input", outputs of known shapes. */
final class FaceNetwork implements AutoCloseable {

    private static final String INPUT = "input";

    private final String name;
    private final Path file;
    private final Device device;
    private final Map<String, List<Integer>> outputs;
    private Network network;

    /** @param outputs the shape of each output by its name */
    FaceNetwork(String name, Path file, Device device, Map<String, List<Integer>> outputs) {
        this.name = name;
        this.file = file;
        this.device = device;
        this.outputs = outputs;
    }

    /**
     * @return the outputs by name, in the shapes that were announced
     * @throws Arc2FaceException when the file cannot be used, or holds another network
     */
    Map<String, Tensor> run(Tensor input, Progress progress) {
        if (network == null) {
            network = open();
        }
        Map<String, Tensor> answers = network.run(Map.of(INPUT, input), progress);
        outputs.forEach((output, shape) -> {
            Tensor answer = answers.get(output);
            if (answer == null || !answer.shapeText().equals(shape.toString())) {
                throw otherNetwork("output", answers.entrySet(), "\"" + output + "\" of shape " + shape);
            }
        });
        return answers;
    }

    private Network open() {
        Network opened = Network.open(name, file, device);
        Set<String> inputs = opened.inputs().keySet();
        if (!inputs.equals(Set.of(INPUT))) {
            opened.close();
            throw otherNetwork("input", inputs, "\"" + INPUT + "\"");
        }
        return opened;
    }

    private Arc2FaceException otherNetwork(String end, Collection<?> found, String needed) {
        return new Arc2FaceException("The file \"" + file + "\" is not the " + name + " that is needed: its " + end
                + " is " + found + ", not " + needed + ". Install the model again.");
    }

    /**
     * The colours of a picture as detector and recogniser want them: (value - 127) / 128.
     *
     * @param order the channels of the picture in the order of the planes
     * @return [1, 3, height, width], about -1..1
     */
    static Tensor planes(Picture picture, int... order) {
        int pixels = picture.width() * picture.height();
        float[] data = new float[order.length * pixels];
        for (int plane = 0; plane < order.length; plane++) {
            for (int i = 0; i < pixels; i++) {
                data[plane * pixels + i] = ((picture.rgb()[3 * i + order[plane]] & 0xff) - 127f) / 128f;
            }
        }
        return Tensor.of(data, 1, order.length, picture.height(), picture.width());
    }

    /** Closes what was opened; the next run opens it again. */
    @Override
    public void close() {
        if (network != null) {
            network.close();
            network = null;
        }
    }
}
