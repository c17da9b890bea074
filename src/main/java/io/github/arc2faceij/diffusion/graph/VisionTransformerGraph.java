package io.github.arc2faceij.diffusion.graph;

import io.github.arc2faceij.device.Device;
import io.github.arc2faceij.models.NetworkConfig;
import io.github.arc2faceij.onnx.graph.GraphBuilder;
import io.github.arc2faceij.weights.WeightFile;
import java.nio.file.Path;
import java.util.List;

/**
 * CLIP's image encoder with a vision transformer (transformers 4.36.0, CLIPVisionModelWithProjection; Radford et al. 2021,
 * arXiv 2103.00020). Input: {@code pixels} [1, 3, side, side]. Outputs: {@code embedding} [1, 1, projection], of the class
 * token, and {@code hidden} [1, 1 + patches, features], which goes into the last layer (hidden_states[-2]).
 */
public final class VisionTransformerGraph {

    /** Input: the preprocessed picture. */
    public static final String PIXELS = "pixels";

    /** Output. */
    public static final String EMBEDDING = "embedding";

    /** Output. */
    public static final String HIDDEN = "hidden";

    private static final int CHANNELS = 3;
    private static final String PREFIX = "vision_model.";

    private final NetworkConfig config;
    private final GraphBuilder graph;
    private final Layers layers;
    private final int hidden;
    private final ClipLayers transformer;

    private VisionTransformerGraph(NetworkConfig config, GraphBuilder graph, Layers layers) {
        this.config = config;
        this.graph = graph;
        this.layers = layers;
        this.hidden = config.integer("hidden_size");
        this.transformer = new ClipLayers(config, layers, hidden, 0);
    }

    /**
     * @param folder that holds the weights
     * @param config of the image encoder: its config.json, or what a whole CLIP's has as {@code vision_config}
     * @param file its weights; those of the text encoder beside them are passed over
     * @param device where the model is to run
     * @return the model, in the device's precision
     * @throws io.github.arc2faceij.common.Arc2FaceException when the configuration is not supported, or weights are not of
     *     its architecture
     */
    public static byte[] build(Path folder, NetworkConfig config, WeightFile file, Device device) {
        GraphBuilder graph = new GraphBuilder(folder, device);
        new VisionTransformerGraph(config, graph, new Layers(graph, new ModelWeights(graph, file))).write();
        return graph.build();
    }

    private void write() {
        int side = config.integer("image_size");
        Features pixels = new Features(graph.input(PIXELS, 1, CHANNELS, side, side), CHANNELS);
        int count = config.integer("num_hidden_layers");
        Features x = transformer.normal(PREFIX + "pre_layrnorm", embeddings(pixels, side));
        for (int i = 0; i < count - 1; i++) {
            x = transformer.write(layer(i), x);
        }
        graph.output(HIDDEN, x.value(), 1, "tokens", hidden);
        embedding(transformer.write(layer(count - 1), x));
    }

    private static String layer(int index) {
        return PREFIX + "encoder.layers." + index;
    }

    private Features embeddings(Features pixels, int side) {
        String prefix = PREFIX + "embeddings.";
        int patch = config.integer("patch_size");
        long tokens = 1 + (long) (side / patch) * (side / patch);
        Features patches = layers.convWithoutBias(prefix + "patch_embedding", pixels, hidden, patch, patch, 0);
        String vector = layers.weights.get(prefix + "class_embedding", hidden);
        String token = graph.node("Unsqueeze", List.of(vector, graph.constant(0L, 1L)));
        Features all = layers.join(new Features(token, hidden), layers.tokens(patches));
        String positions = layers.weights.get(prefix + "position_embedding.weight", tokens, hidden);
        return new Features(layers.add(all.value(), positions), hidden);
    }

    private void embedding(Features last) {
        Features pooled = transformer.normal(PREFIX + "post_layernorm", layers.firstToken(last));
        int size = config.integer("projection_dim");
        graph.output(
                EMBEDDING,
                layers.linearWithoutBias("visual_projection", pooled, size).value(),
                1,
                1,
                size);
    }
}
