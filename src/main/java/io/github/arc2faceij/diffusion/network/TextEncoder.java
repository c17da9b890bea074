package io.github.arc2faceij.diffusion.network;

import io.github.arc2faceij.common.Progress;
import io.github.arc2faceij.common.Tensor;
import io.github.arc2faceij.device.Device;
import io.github.arc2faceij.diffusion.graph.TextEncoderGraph;
import io.github.arc2faceij.diffusion.graph.UNetOptions;
import io.github.arc2faceij.diffusion.lora.Lora;
import io.github.arc2faceij.models.NetworkConfig;
import io.github.arc2faceij.onnx.Network;
import io.github.arc2faceij.weights.WeightFile;
import io.github.arc2faceij.weights.WeightNames;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * CLIP's text encoder as Arc2Face uses it: tokens to a prompt, with the embedding of one token replaced by an identity.
 *
 * <pre>{@code
 * Tensor prompt = encoder.encode(tokenIds, 4, identity, Progress.NONE); // [1, 77, 768]
 * }</pre>
 */
public final class TextEncoder implements AutoCloseable {

    /** What stands for "replace nothing" in {@link #encode}. */
    public static final int NONE = -1;

    private final WeightFile weights;
    private final Network network;
    private final int hiddenSize;
    private final int maxLength;

    /**
     * Loads the network.
     *
     * @param folder with config.json and weights under one of {@link WeightNames#TRANSFORMERS}
     * @param device where it runs
     * @throws io.github.arc2faceij.common.Arc2FaceException when a file is missing or damaged, belongs to another
     *     architecture, or the device cannot start
     */
    public TextEncoder(Path folder, Device device) {
        this(folder, device, List.of());
    }

    /**
     * Loads the network with changes.
     *
     * @param folder with config.json and weights under one of {@link WeightNames#TRANSFORMERS}
     * @param device where it runs
     * @param loras added to the weights, all of them; what they have for the UNet is passed over
     * @throws io.github.arc2faceij.common.Arc2FaceException when a file is missing or damaged, belongs to another
     *     architecture, or the device cannot start
     */
    public TextEncoder(Path folder, Device device, List<Lora> loras) {
        NetworkConfig config = NetworkConfig.read(folder);
        weights = NetworkWeights.open(folder, WeightNames.TRANSFORMERS, device);
        hiddenSize = config.integer("hidden_size");
        maxLength = config.integer("max_position_embeddings");
        Path root = new UNetOptions(loras, List.of()).commonFolder(weights);
        byte[] graph = TextEncoderGraph.build(root, config, weights, loras, device);
        network = Network.open("text encoder", graph, root, device);
    }

    /** @return the length of a token's embedding: 768 for SD 1.5 */
    public int hiddenSize() {
        return hiddenSize;
    }

    /** @return how many tokens a prompt has: 77 */
    public int maxLength() {
        return maxLength;
    }

    /**
     * @param tokenIds {@link #maxLength()} tokens
     * @param replacedPosition the index of the token whose embedding is replaced, or {@link #NONE}
     * @param embedding {@link #hiddenSize()} numbers, the embedding that takes its place; not read for {@link #NONE}
     * @param progress asked whether to stop
     * @return the last hidden state after the final normalization, [1, maxLength, hiddenSize]
     */
    public Tensor encode(int[] tokenIds, int replacedPosition, float[] embedding, Progress progress) {
        Tensor tokens = Tensor.zeros(1, tokenIds.length);
        for (int i = 0; i < tokenIds.length; i++) {
            tokens.data()[i] = tokenIds[i];
        }
        Tensor replaced = Tensor.zeros(maxLength, 1);
        Tensor vector = Tensor.zeros(1, hiddenSize);
        if (replacedPosition != NONE) {
            replaced.data()[replacedPosition] = 1;
            vector = Tensor.of(embedding, 1, embedding.length);
        }
        return network.run(
                        Map.of(
                                TextEncoderGraph.TOKENS,
                                tokens,
                                TextEncoderGraph.REPLACED,
                                replaced,
                                TextEncoderGraph.EMBEDDING,
                                vector),
                        progress)
                .get(TextEncoderGraph.HIDDEN);
    }

    /** @return its weights */
    public List<WeightFile> weights() {
        return List.of(weights);
    }

    /** @return the time spent inside ONNX Runtime so far, in nanoseconds */
    public long runNanos() {
        return network.runNanos();
    }

    @Override
    public void close() {
        network.close();
    }
}
