package io.github.arc2faceij.condition.ipadapter;

import io.github.arc2faceij.device.Device;
import io.github.arc2faceij.diffusion.graph.Features;
import io.github.arc2faceij.diffusion.graph.Layers;
import io.github.arc2faceij.onnx.graph.GraphBuilder;
import io.github.arc2faceij.weights.WeightFile;
import java.nio.file.Path;
import java.util.List;

/**
 * The first part of an IP-Adapter, which turns what is known of a picture into tokens (diffusers 0.29.2, models/embeddings.py).
 * Inputs, as far as its form takes them: {@code embedding} [1, 1, size], {@code hidden} [1, length, size], {@code shares} [2],
 * the shares of the identity's tokens and of the resampled ones. Output: {@code tokens} [1, count, context size].
 */
final class ProjectionGraph {

    static final String EMBEDDING = "embedding";
    static final String HIDDEN = "hidden";
    static final String SHARES = "shares";
    static final String TOKENS = "tokens";

    private static final String PROJECTION = "image_proj.";
    private static final String PERCEIVER = PROJECTION + "perceiver_resampler.";

    private final WeightFile file;
    private final GraphBuilder graph;
    private final Layers layers;

    private ProjectionGraph(WeightFile file, GraphBuilder graph) {
        this.file = file;
        this.graph = graph;
        this.layers = Layers.ofAdapter(graph, file);
    }

    /**
     * @param folder that holds the file
     * @param file of the adapter
     * @param device where the model is to run
     * @return the model, in the device's precision
     * @throws io.github.arc2faceij.common.Arc2FaceException when it is no IP-Adapter, or tensors do not fit each other
     */
    static byte[] build(Path folder, WeightFile file, Device device) {
        GraphBuilder graph = new GraphBuilder(folder, device);
        Features tokens = new ProjectionGraph(file, graph).tokens();
        graph.output(TOKENS, tokens.value(), 1, "count", tokens.channels());
        return graph.build();
    }

    private Features tokens() {
        return switch (AdapterForm.of(file)) {
            case BASE -> ofEmbedding();
            case FULL_FACE -> normal("proj.3", hiddenLayer(hidden("proj.0")));
            case FACE_ID -> ofIdentity();
            case FACE_ID_PLUS -> ofIdentityAndPicture();
            case PLUS -> ofPicture();
        };
    }

    private Features ofEmbedding() {
        Features flat = layers.linear(PROJECTION + "proj", embedding("proj"), rows("proj"));
        return normal("norm", layers.split(flat, rows("proj") / rows("norm")));
    }

    private Features ofIdentity() {
        Features flat = hiddenLayer(embedding("proj.0"));
        return normal("norm", layers.split(flat, flat.channels() / rows("norm")));
    }

    private Features ofPicture() {
        Resampler resampler = new Resampler(layers, file, PROJECTION);
        return resampler.write(resampler.latents(), hidden("proj_in"));
    }

    /** PlusV2 adds the resampled tokens, times its shortcut's strength, to those of the identity. */
    private Features ofIdentityAndPicture() {
        Features identity = ofIdentity();
        Features seen = new Resampler(layers, file, PERCEIVER).write(identity, hidden("perceiver_resampler.proj_in"));
        String shares = graph.input(SHARES, 2);
        return layers.add(times(identity, shares, 0), times(seen, shares, 1));
    }

    private Features times(Features x, String shares, long index) {
        String share = graph.node("Gather", List.of(shares, graph.constant(index)));
        return new Features(graph.node("Mul", List.of(x.value(), share)), x.channels());
    }

    private Features hiddenLayer(Features x) {
        Features inner = layers.gelu(layers.linear(PROJECTION + "proj.0", x, rows("proj.0")));
        return layers.linear(PROJECTION + "proj.2", inner, rows("proj.2"));
    }

    private Features normal(String name, Features x) {
        return layers.layerNorm(PROJECTION + name, x, Resampler.EPSILON);
    }

    private Features embedding(String layer) {
        int size = columns(layer);
        return new Features(graph.input(EMBEDDING, 1, 1, size), size);
    }

    private Features hidden(String layer) {
        int size = columns(layer);
        return new Features(graph.input(HIDDEN, 1, "length", size), size);
    }

    private int rows(String layer) {
        return axis(file, PROJECTION + layer + ".weight", 0);
    }

    private int columns(String layer) {
        return axis(file, PROJECTION + layer + ".weight", 1);
    }

    /** @return the length of a tensor's axis; 1 if it has fewer, which some layer refuses later */
    static int axis(WeightFile file, String tensor, int axis) {
        List<Long> shape = file.get(tensor).shape();
        return axis < shape.size() ? Math.toIntExact(Math.max(1, shape.get(axis))) : 1;
    }
}
