package io.github.arc2faceij.condition.style;

import io.github.arc2faceij.common.Arc2FaceException;
import io.github.arc2faceij.device.Device;
import io.github.arc2faceij.diffusion.graph.Features;
import io.github.arc2faceij.diffusion.graph.Layers;
import io.github.arc2faceij.onnx.graph.GraphBuilder;
import io.github.arc2faceij.weights.WeightFile;
import java.nio.file.Path;
import java.util.List;

/**
 * The small networks of FaceStudio's form. Both take an {@code input} [1, 1, size].
 *
 * <p>The linear layer, {@code linear.weight} and {@code linear.bias}, gives the {@code output} [1, count, context size]. The prior
 * takes the end token of a text. CLIP's {@code text_projection.weight} makes the text's embedding of it; then come any number of
 * linear layers, {@code prior.0}, {@code prior.2} and so on, with GELU between them, as torch names those of a Sequential.
 */
final class FaceStudioGraph {

    static final String INPUT = "input";
    static final String OUTPUT = "output";

    private static final String LINEAR = "linear";
    private static final String PROJECTION = "text_projection";

    private FaceStudioGraph() {}

    /**
     * @param folder that holds the file
     * @param file of the linear layer
     * @param context features of a token that the UNet attends to
     * @param device where the model is to run
     * @return the model
     * @throws Arc2FaceException when tensors are missing or do not fit the UNet
     */
    static byte[] linear(Path folder, WeightFile file, int context, Device device) {
        GraphBuilder graph = new GraphBuilder(folder, device);
        Layers layers = Layers.ofAdapter(graph, file);
        int rows = axis(file, LINEAR, 0);
        if (rows % context != 0) {
            throw new Arc2FaceException("The linear layer in \"" + file.path() + "\" gives " + rows
                    + " numbers, which are no whole number of tokens of " + context
                    + ", as the UNet beside it takes them. The two belong to different models: copy both from one.");
        }
        Features tokens =
                layers.split(layers.linear(LINEAR, input(graph, axis(file, LINEAR, 1)), rows), rows / context);
        graph.output(OUTPUT, tokens.value(), 1, rows / context, context);
        return graph.build();
    }

    /**
     * @param folder that holds the file
     * @param file of the prior
     * @param device where the model is to run
     * @return the model
     * @throws Arc2FaceException when tensors are missing or do not fit each other
     */
    static byte[] prior(Path folder, WeightFile file, Device device) {
        GraphBuilder graph = new GraphBuilder(folder, device);
        Layers layers = Layers.ofAdapter(graph, file);
        Features end = input(graph, axis(file, PROJECTION, 1));
        Features x = layers.linearWithoutBias(PROJECTION, end, axis(file, PROJECTION, 0));
        x = layers.linear(layer(0), x, axis(file, layer(0), 0));
        for (int i = 2; file.has(layer(i) + ".weight"); i += 2) {
            x = layers.linear(layer(i), layers.gelu(x), axis(file, layer(i), 0));
        }
        graph.output(OUTPUT, x.value(), 1, 1, x.channels());
        return graph.build();
    }

    private static Features input(GraphBuilder graph, int size) {
        return new Features(graph.input(INPUT, 1, 1, size), size);
    }

    private static String layer(int index) {
        return "prior." + index;
    }

    /** @return the length of an axis of a layer's matrix; 1 of what is none, which the layer refuses later */
    private static int axis(WeightFile file, String layer, int axis) {
        List<Long> shape = file.get(layer + ".weight").shape();
        return shape.size() == 2 ? Math.toIntExact(Math.max(1, shape.get(axis))) : 1;
    }
}
