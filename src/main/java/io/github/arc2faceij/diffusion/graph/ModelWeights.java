package io.github.arc2faceij.diffusion.graph;

import io.github.arc2faceij.common.Arc2FaceException;
import io.github.arc2faceij.diffusion.lora.LoraFile;
import io.github.arc2faceij.onnx.graph.GraphBuilder;
import io.github.arc2faceij.onnx.graph.MatrixShape;
import io.github.arc2faceij.onnx.graph.WeightChange;
import io.github.arc2faceij.weights.DataType;
import io.github.arc2faceij.weights.TensorLocation;
import io.github.arc2faceij.weights.WeightFile;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The tensors of a weight file as values of a graph, of its precision whatever the file holds, each checked against the shape
 * that the architecture gives it. What does not fit is refused by name, long before a session is made.
 */
public final class ModelWeights {

    private static final String ADVICE = "The two belong to different models: install the model again.";

    private final GraphBuilder graph;
    private final WeightFile file;
    private final List<LoraFile> loras;
    private final String architecture;
    private final Map<String, String> changedWholes = new HashMap<>();

    ModelWeights(GraphBuilder graph, WeightFile file) {
        this(graph, file, List.of());
    }

    /** @return the weights of an adapter, which has no configuration of its own */
    static ModelWeights ofAdapter(GraphBuilder graph, WeightFile file) {
        return new ModelWeights(graph, file, List.of(), "for this UNet");
    }

    /** @param loras that change the weights of layers */
    ModelWeights(GraphBuilder graph, WeightFile file, List<LoraFile> loras) {
        this(graph, file, loras, "by the config.json beside it");
    }

    private ModelWeights(GraphBuilder graph, WeightFile file, List<LoraFile> loras, String architecture) {
        this.graph = graph;
        this.file = file;
        this.loras = loras;
        this.architecture = architecture;
    }

    boolean has(String name) {
        return file.has(name);
    }

    /**
     * @param name of a tensor
     * @param shape that it must have
     * @return its value
     * @throws Arc2FaceException when it is missing or has another shape
     */
    String get(String name, long... shape) {
        TensorLocation location = locate(name, List.of(shape(shape)));
        return changed(location, changes(location), shape);
    }

    /**
     * @param name of a tensor
     * @param shape that it must have
     * @return its value, of the type that the file holds unless the device wants plain graphs: for a table of which little is used
     * @throws Arc2FaceException when it is missing or has another shape
     */
    String stored(String name, long... shape) {
        TensorLocation location = locate(name, List.of(shape(shape)));
        return graph.plain() ? graph.parameter(location, shape) : graph.weight(location, shape);
    }

    /**
     * @param name of a vector
     * @param length that it must have
     * @return its value [length, 1, 1], one number for each channel of [batch, length, height, width]
     * @throws Arc2FaceException when it is missing or has another length
     */
    String perChannel(String name, long length) {
        return graph.parameter(locate(name, List.of(shape(length))), length, 1, 1);
    }

    /**
     * @param name of the weight of a torch Linear, or of a 1x1 convolution, which computes the same
     * @param out features after it
     * @param in features before it
     * @return its value [out, in]
     * @throws Arc2FaceException when it is missing or has another shape
     */
    String matrix(String name, long out, long in) {
        TensorLocation location = locate(name, List.of(shape(out, in), shape(out, in, 1, 1)));
        return changed(location, changes(location), out, in);
    }

    /**
     * Half of a matrix's rows, in place unless something changes the matrix.
     *
     * @param name of the weight of a torch Linear
     * @param half 0 or 1
     * @param out features of the half
     * @param in features before it
     * @return the value of the half, [out, in]
     * @throws Arc2FaceException when it is missing or has another shape
     */
    String halfMatrix(String name, int half, long out, long in) {
        TensorLocation location = locate(name, List.of(shape(2 * out, in)));
        List<WeightChange> changes = changes(location);
        if (changes.isEmpty()) {
            return graph.parameter(half(location, half), out, in);
        }
        String whole = changedWholes.computeIfAbsent(name, key -> changed(location, changes, 2 * out, in));
        return graph.node("Slice", List.of(whole, graph.constant(half * out), graph.constant((half + 1) * out)));
    }

    /**
     * Half of a vector, in place.
     *
     * @param name of the bias of a torch Linear
     * @param half 0 or 1
     * @param out features of the half
     * @return the value of the half, [1, out]
     * @throws Arc2FaceException when it is missing or has another shape
     */
    String halfRow(String name, int half, long out) {
        return graph.parameter(half(locate(name, List.of(shape(2 * out))), half), 1, out);
    }

    /** @return where half of a tensor's first axis, 0 or 1, lies */
    static TensorLocation half(TensorLocation whole, int half) {
        long length = whole.length() / 2;
        List<Long> shape = new ArrayList<>(whole.shape());
        shape.set(0, shape.get(0) / 2);
        return new TensorLocation(
                whole.name(), whole.file(), whole.offset() + half * length, length, whole.type(), shape);
    }

    private List<WeightChange> changes(TensorLocation weight) {
        String layer = weight.name().replaceFirst("\\.weight$", "");
        return loras.stream()
                .flatMap(lora -> lora.change(layer, weight.shape()).stream())
                .toList();
    }

    /** Changes are made in float32, which every processor can, and rounded once. */
    private String changed(TensorLocation weight, List<WeightChange> changes, long... shape) {
        if (changes.isEmpty()) {
            return graph.parameter(weight, shape);
        }
        MatrixShape matrix = MatrixShape.of(shape(shape));
        String result = graph.float32(weight, matrix.out(), matrix.columns());
        for (WeightChange change : changes) {
            result = change.applyTo(graph, result, matrix);
        }
        return graph.working(
                shape.length == 2 ? result : graph.node("Reshape", List.of(result, graph.constant(shape))));
    }

    private TensorLocation locate(String name, List<List<Long>> shapes) {
        if (!file.has(name)) {
            throw new Arc2FaceException("The weight file " + file.path() + " has no tensor \"" + name + "\", which "
                    + architecture + " has the shape " + shapes.get(0) + ". " + ADVICE);
        }
        TensorLocation location = file.get(name);
        if (!shapes.contains(location.shape())) {
            throw new Arc2FaceException("The tensor \"" + name + "\" of the weight file " + file.path()
                    + " has the shape " + location.shape() + ", but " + architecture + " " + shapes.get(0)
                    + ". " + ADVICE);
        }
        if (!DataType.FLOATS.contains(location.type())) {
            throw new Arc2FaceException("The tensor \"" + name + "\" of the weight file " + file.path() + " is of type "
                    + location.type() + ", but only " + DataType.FLOATS + " are supported.");
        }
        return location;
    }

    private static List<Long> shape(long... shape) {
        return Arrays.stream(shape).boxed().toList();
    }
}
