package io.github.arc2faceij.diffusion.graph;

import static io.github.arc2faceij.onnx.graph.GraphBuilder.attribute;

import io.github.arc2faceij.device.Device;
import io.github.arc2faceij.onnx.graph.GraphBuilder;
import io.github.arc2faceij.weights.WeightFile;
import java.nio.file.Path;
import java.util.List;

/**
 * CLIP's image encoder with a residual network (open_clip 2.24.0, ModifiedResNet; Radford et al. 2021, arXiv 2103.00020): three
 * convolutions at the beginning, average pooling in place of strides, attention pooling at the end. Its sizes are those of its
 * weights. Input: {@code pixels} [1, 3, side, side]. Output: {@code embedding} [1, 1, projection].
 */
public final class ModifiedResNetGraph {

    private static final int CHANNELS = 3;
    private static final int EXPANSION = 4;
    private static final int STAGES = 4;
    private static final int HEAD = 64;
    /** How many pixels a side of the last stage's pixels has. */
    private static final int DOWNSCALE = 32;

    private final GraphBuilder graph;
    private final Layers layers;
    private final WeightFile file;
    private final String prefix;

    private ModifiedResNetGraph(GraphBuilder graph, WeightFile file) {
        this.graph = graph;
        this.file = file;
        this.layers = Layers.ofAdapter(graph, file);
        this.prefix = prefix(file);
    }

    /**
     * @param file weights of a CLIP
     * @return whether its image encoder is of this kind
     */
    public static boolean isIn(WeightFile file) {
        return file.has(prefix(file) + "attnpool.positional_embedding");
    }

    /** In a whole CLIP, the text encoder lies beside it. */
    private static String prefix(WeightFile file) {
        return file.has("visual.conv1.weight") ? "visual." : "";
    }

    /**
     * @param file weights of an encoder of this kind
     * @return height and width of its pictures in pixels
     */
    public static int side(WeightFile file) {
        long pixels =
                file.get(prefix(file) + "attnpool.positional_embedding").shape().get(0) - 1;
        return DOWNSCALE * (int) Math.round(Math.sqrt(pixels));
    }

    /**
     * @param folder that holds the weights
     * @param file an encoder of this kind, with or without the text encoder
     * @param device where the model is to run
     * @return the model, in the device's precision
     * @throws io.github.arc2faceij.common.Arc2FaceException when weights do not fit each other
     */
    public static byte[] build(Path folder, WeightFile file, Device device) {
        GraphBuilder graph = new GraphBuilder(folder, device);
        new ModifiedResNetGraph(graph, file).write();
        return graph.build();
    }

    private void write() {
        int side = side(file);
        Features pixels = new Features(graph.input(VisionTransformerGraph.PIXELS, 1, CHANNELS, side, side), CHANNELS);
        Features x = active("1", layers.convWithoutBias(prefix + "conv1", pixels, channels("conv1"), 3, 2, 1));
        x = active("2", layers.convWithoutBias(prefix + "conv2", x, channels("conv2"), 3, 1, 1));
        x = active("3", layers.convWithoutBias(prefix + "conv3", x, channels("conv3"), 3, 1, 1));
        x = pool(x);
        for (int stage = 1; stage <= STAGES; stage++) {
            for (int i = 0; i == 0 || file.has(prefix + block(stage, i) + "conv1.weight"); i++) {
                x = bottleneck(block(stage, i), x, stage > 1 && i == 0);
            }
        }
        attentionPool(x);
    }

    private static String block(int stage, int index) {
        return "layer" + stage + "." + index + ".";
    }

    private int channels(String convolution) {
        return Math.toIntExact(
                file.get(prefix + convolution + ".weight").shape().get(0));
    }

    private Features active(String number, Features x) {
        return relu(normal("bn" + number, x));
    }

    private Features bottleneck(String name, Features x, boolean halved) {
        int planes = channels(name + "conv1");
        Features y = relu(normal(name + "bn1", layers.convWithoutBias(prefix + name + "conv1", x, planes, 1, 1, 0)));
        y = relu(normal(name + "bn2", layers.convWithoutBias(prefix + name + "conv2", y, planes, 3, 1, 1)));
        y = halved ? pool(y) : y;
        y = normal(name + "bn3", layers.convWithoutBias(prefix + name + "conv3", y, EXPANSION * planes, 1, 1, 0));
        return relu(layers.add(y, skipped(name + "downsample.", x, EXPANSION * planes, halved)));
    }

    private Features skipped(String name, Features x, int out, boolean halved) {
        if (!file.has(prefix + name + "0.weight")) {
            return x;
        }
        Features pooled = halved ? pool(x) : x;
        return normal(name + "1", layers.convWithoutBias(prefix + name + "0", pooled, out, 1, 1, 0));
    }

    /** Batch normalization by what the training has seen, with torch's epsilon. */
    private Features normal(String name, Features x) {
        String layer = prefix + name;
        List<String> inputs = List.of(
                x.value(),
                layers.parameter(layer + ".weight", x.channels()),
                layers.parameter(layer + ".bias", x.channels()),
                layers.parameter(layer + ".running_mean", x.channels()),
                layers.parameter(layer + ".running_var", x.channels()));
        return new Features(graph.node("BatchNormalization", inputs, attribute("epsilon", 1e-5f)), x.channels());
    }

    private Features relu(Features x) {
        return new Features(graph.node("Relu", List.of(x.value())), x.channels());
    }

    private Features pool(Features x) {
        String y = graph.node(
                "AveragePool", List.of(x.value()), attribute("kernel_shape", 2L, 2), attribute("strides", 2L, 2));
        return new Features(y, x.channels());
    }

    /** The mean of all pixels asks, and it and they answer. */
    private void attentionPool(Features picture) {
        String name = prefix + "attnpool.";
        int width = picture.channels();
        Features pixels = layers.tokens(picture);
        String mean = graph.node("ReduceMean", List.of(pixels.value(), graph.constant(1L)));
        Features all = layers.join(new Features(mean, width), pixels);
        long count = file.get(name + "positional_embedding").shape().get(0);
        String positions = layers.parameter(name + "positional_embedding", count, width);
        all = new Features(layers.add(all.value(), positions), width);
        Features q = layers.linear(name + "q_proj", layers.firstToken(all), width);
        Features k = layers.linear(name + "k_proj", all, width);
        Features v = layers.linear(name + "v_proj", all, width);
        Features pooled = layers.attention(q, k, v, width / HEAD);
        int out = channels("attnpool.c_proj");
        graph.output(
                VisionTransformerGraph.EMBEDDING,
                layers.linear(name + "c_proj", pooled, out).value(),
                1,
                1,
                out);
    }
}
