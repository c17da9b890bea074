package io.github.arc2faceij.diffusion.network;

import io.github.arc2faceij.common.Arc2FaceException;
import io.github.arc2faceij.common.Picture;
import io.github.arc2faceij.common.Progress;
import io.github.arc2faceij.common.Tensor;
import io.github.arc2faceij.device.Device;
import io.github.arc2faceij.diffusion.graph.ModifiedResNetGraph;
import io.github.arc2faceij.diffusion.graph.VisionTransformerGraph;
import io.github.arc2faceij.models.NetworkConfig;
import io.github.arc2faceij.onnx.Network;
import io.github.arc2faceij.onnx.graph.WeightsFolder;
import io.github.arc2faceij.weights.WeightFile;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * CLIP's image encoder: what is to be seen in a picture? It is a vision transformer with a config.json beside its weights, or
 * the modified ResNet, whose weights tell all. It computes in float32, for it looks at a picture once.
 *
 * <pre>{@code
 * Tensor embedding = encoder.encode(picture, Progress.NONE).embedding(); // [1, 1024] for ViT-H/14
 * }</pre>
 */
public final class ImageEncoder implements AutoCloseable {

    private final WeightFile weights;
    private final Network network;
    private final int side;

    /**
     * What is seen.
     *
     * @param embedding in the space that pictures and texts have in common, [1, projection]
     * @param hidden the second to last hidden states of a vision transformer, [1, 1 + patches, features]; of the modified
     *     ResNet, which has none, null
     */
    public record Seen(Tensor embedding, Tensor hidden) {}

    /**
     * Loads the network.
     *
     * @param file its weights, or those of a whole CLIP: safetensors, or a torch zip, such as OpenAI's archives; of a vision
     *     transformer with its config.json beside it
     * @param device where it runs
     * @throws Arc2FaceException when a file is missing or damaged, belongs to another architecture, or the device cannot start
     */
    public ImageEncoder(Path file, Device device) {
        weights = WeightFile.open(file);
        Path root = WeightsFolder.of(weights.files());
        Device full = device.inFloat32();
        byte[] graph;
        if (ModifiedResNetGraph.isIn(weights)) {
            side = ModifiedResNetGraph.side(weights);
            graph = ModifiedResNetGraph.build(root, weights, full);
        } else {
            requireTransformer();
            NetworkConfig config =
                    NetworkConfig.read(file.toAbsolutePath().getParent()).section("vision_config");
            side = config.integer("image_size");
            graph = VisionTransformerGraph.build(root, config, weights, full);
        }
        network = Network.open("image encoder", graph, root, full);
    }

    private void requireTransformer() {
        if (!weights.has("vision_model.embeddings.class_embedding")) {
            throw new Arc2FaceException(
                    "The file \"" + weights.path() + "\" holds no image encoder of CLIP in a form that"
                            + " can be read. Get the one that transformers saves (CLIPVisionModelWithProjection) with its"
                            + " config.json. Of the ResNets, OpenAI's and open_clip's files can be read.");
        }
    }

    /**
     * @param picture any
     * @param progress asked whether to stop
     * @return what is seen in it
     */
    public Seen encode(Picture picture, Progress progress) {
        return encode(ClipPixels.of(picture, side), progress);
    }

    /**
     * @param progress asked whether to stop
     * @return what is seen where all pixels are 0 after preprocessing, which stands for no picture
     */
    public Seen nothing(Progress progress) {
        return encode(Tensor.zeros(1, 3, side, side), progress);
    }

    private Seen encode(Tensor pixels, Progress progress) {
        Map<String, Tensor> outputs = network.run(Map.of(VisionTransformerGraph.PIXELS, pixels), progress);
        Tensor embedding = outputs.get(VisionTransformerGraph.EMBEDDING);
        return new Seen(embedding.reshape(1, embedding.dim(2)), outputs.get(VisionTransformerGraph.HIDDEN));
    }

    /** @return its weights */
    public List<WeightFile> weights() {
        return List.of(weights);
    }

    @Override
    public void close() {
        network.close();
    }
}
