package io.github.arc2faceij.diffusion.graph;

import ai.onnx.proto.OnnxMl.TensorProto;
import io.github.arc2faceij.device.Device;
import io.github.arc2faceij.diffusion.lora.Lora;
import io.github.arc2faceij.diffusion.lora.LoraFile;
import io.github.arc2faceij.diffusion.lora.LoraTarget;
import io.github.arc2faceij.models.NetworkConfig;
import io.github.arc2faceij.onnx.graph.GraphBuilder;
import io.github.arc2faceij.weights.WeightFile;
import java.nio.file.Path;
import java.util.List;

/**
 * CLIP's text encoder (transformers 4.36.0, CLIPTextModel; Radford et al. 2021) up to {@code last_hidden_state}, which
 * is normalized by final_layer_norm. A token's embedding can be replaced by a given vector, as Arc2Face does.
 *
 * <p>Inputs: {@code tokens} [1, length], {@code replaced} [length, 1], 1 where the embedding is replaced and else 0,
 * {@code embedding} [1, hidden]. Output: {@code hidden} [1, length, hidden].
 */
public final class TextEncoderGraph {

    /** Input. */
    public static final String TOKENS = "tokens";

    /** Input. */
    public static final String REPLACED = "replaced";

    /** Input. */
    public static final String EMBEDDING = "embedding";

    /** Output. */
    public static final String HIDDEN = "hidden";

    private final NetworkConfig config;
    private final GraphBuilder graph;
    private final Layers layers;
    private final int length;
    private final int hidden;
    private final ClipLayers transformer;

    private TextEncoderGraph(NetworkConfig config, GraphBuilder graph, Layers layers) {
        this.config = config;
        this.graph = graph;
        this.layers = layers;
        this.length = config.integer("max_position_embeddings");
        this.hidden = config.integer("hidden_size");
        this.transformer = new ClipLayers(config, layers, hidden, length);
    }

    /**
     * @param folder that holds the encoder and what changes it, directly or in subfolders
     * @param config the encoder's config.json
     * @param file its weights
     * @param loras added to the weights, all of them; what they have for the UNet is passed over
     * @param device where it runs, and in which precision
     * @return the model
     * @throws io.github.arc2faceij.common.Arc2FaceException when the configuration is not supported, or weights or LoRAs
     *     are not of its architecture
     */
    public static byte[] build(Path folder, NetworkConfig config, WeightFile file, List<Lora> loras, Device device) {
        List<LoraFile> changes = LoraFile.all(loras, LoraTarget.TEXT_ENCODER);
        GraphBuilder graph = new GraphBuilder(folder, device);
        Layers layers = new Layers(graph, new ModelWeights(graph, file, changes));
        new TextEncoderGraph(config, graph, layers).write();
        changes.forEach(LoraFile::refuseMisfits);
        return graph.build();
    }

    private void write() {
        Features x = embeddings();
        int count = config.integer("num_hidden_layers");
        for (int i = 0; i < count; i++) {
            x = transformer.write("text_model.encoder.layers." + i, x);
        }
        x = transformer.normal("text_model.final_layer_norm", x);
        graph.output(HIDDEN, x.value(), 1, length, hidden);
    }

    private Features embeddings() {
        String ids = graph.cast(graph.input(TOKENS, 1, length), TensorProto.DataType.INT64);
        String replaced = graph.cast(graph.input(REPLACED, length, 1), TensorProto.DataType.BOOL);
        String embedding = graph.working(graph.input(EMBEDDING, 1, hidden));
        String prefix = "text_model.embeddings.";
        String table = layers.weights.stored(prefix + "token_embedding.weight", config.integer("vocab_size"), hidden);
        String tokens =
                graph.working(graph.cast(graph.node("Gather", List.of(table, ids)), TensorProto.DataType.FLOAT));
        String swapped = graph.node("Where", List.of(replaced, embedding, tokens));
        String positions = layers.weights.get(prefix + "position_embedding.weight", length, hidden);
        return new Features(layers.add(swapped, positions), hidden);
    }
}
