package io.github.arc2faceij.diffusion.graph;

import static io.github.arc2faceij.onnx.graph.GraphBuilder.attribute;

import io.github.arc2faceij.onnx.graph.GraphBuilder;
import io.github.arc2faceij.weights.WeightFile;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The layers of torch.nn that the networks are made of, as nodes that ONNX Runtime has on a processor and on CUDA.
 * Each takes the name of the layer, which its weights' names begin with.
 */
public final class Layers {

    /** SiLU, x * sigmoid(x), is QuickGelu with this factor. */
    private static final float SILU = 1;
    /** CLIP's quick_gelu is x * sigmoid(1.702 x). */
    private static final float CLIP_QUICK_GELU = 1.702f;

    final GraphBuilder graph;
    final ModelWeights weights;

    Layers(GraphBuilder graph, ModelWeights weights) {
        this.graph = graph;
        this.weights = weights;
    }

    /**
     * @param graph that is written
     * @param file of an adapter, which has no configuration of its own
     * @return layers with the adapter's weights
     */
    public static Layers ofAdapter(GraphBuilder graph, WeightFile file) {
        return new Layers(graph, ModelWeights.ofAdapter(graph, file));
    }

    /** @return the graph that the layers are written into */
    public GraphBuilder graph() {
        return graph;
    }

    /**
     * Convolution that keeps height and width, by zeros around the picture: odd kernels only.
     *
     * @return pictures of {@code out} channels
     */
    Features conv(String name, Features x, int out, int kernel) {
        int border = kernel / 2;
        return conv(name, x, out, kernel, 1, border, border, border, border);
    }

    /**
     * 3x3 convolution that halves height and width, rounded up for a border of 1 on all sides, down for one after only.
     *
     * @param before 0 or 1 rows and columns of zeros before the picture; after it there is always 1
     * @return pictures of {@code out} channels
     */
    Features halve(String name, Features x, int out, int before) {
        return conv(name, x, out, 3, 2, before, before, 1, 1);
    }

    private Features conv(String name, Features x, int out, int kernel, int stride, long... border) {
        return convWith(List.of(weights.get(name + ".bias", out)), name, x, out, kernel, stride, border);
    }

    /**
     * @param name of the layer
     * @param x pictures
     * @param out channels of the result
     * @param kernel its height and width
     * @param stride between neighbours
     * @param border rows and columns of zeros around the picture
     * @return pictures of {@code out} channels
     */
    Features convWithoutBias(String name, Features x, int out, int kernel, int stride, int border) {
        return convWith(List.of(), name, x, out, kernel, stride, border, border, border, border);
    }

    private Features convWith(
            List<String> bias, String name, Features x, int out, int kernel, int stride, long... border) {
        List<String> inputs = new ArrayList<>(List.of(x.value()));
        inputs.add(weights.get(name + ".weight", out, x.channels(), kernel, kernel));
        inputs.addAll(bias);
        String y = graph.node(
                "Conv",
                inputs,
                attribute("kernel_shape", (long) kernel, kernel),
                attribute("strides", (long) stride, stride),
                attribute("pads", border));
        return new Features(y, out);
    }

    /**
     * @param name of the layer
     * @param x tokens
     * @param out features of the result
     * @return tokens of {@code out} features, x W^T + b
     */
    public Features linear(String name, Features x, int out) {
        Features y = linearWithoutBias(name, x, out);
        return new Features(add(y.value(), weights.get(name + ".bias", out)), out);
    }

    /**
     * @param name of the layer
     * @param x tokens
     * @param out features of the result
     * @return tokens of {@code out} features, x W^T
     */
    public Features linearWithoutBias(String name, Features x, int out) {
        return new Features(times(x, weights.matrix(name + ".weight", out, x.channels()), out), out);
    }

    /**
     * Half of a linear layer. The bias is a row, not a vector, so that ONNX Runtime does not put it into a BiasGelu,
     * which on a processor takes twice the time of Add and Gelu.
     *
     * @param out features of the result, half of what the layer has
     * @param half 0 or 1
     * @return tokens of {@code out} features, one half of x W^T + b
     */
    Features linearHalf(String name, Features x, int out, int half) {
        String product = times(x, weights.halfMatrix(name + ".weight", half, out, x.channels()), out);
        return new Features(add(product, weights.halfRow(name + ".bias", half, out)), out);
    }

    /**
     * Half of a linear layer that has no bias.
     *
     * @param name of the layer
     * @param x tokens
     * @param out features of the result, half of what the layer has
     * @param half 0 or 1
     * @return tokens of {@code out} features, one half of x W^T
     */
    public Features linearHalfWithoutBias(String name, Features x, int out, int half) {
        return new Features(times(x, weights.halfMatrix(name + ".weight", half, out, x.channels()), out), out);
    }

    /**
     * @param name of a tensor
     * @param shape that it must have
     * @return its value
     */
    public String parameter(String name, long... shape) {
        return weights.get(name, shape);
    }

    /** @return x W^T for a torch weight [out, in], read as it lies in the file */
    private String times(Features x, String weight, int out) {
        return graph.plain()
                ? plainTimes(x, weight, out)
                : graph.microsoft("FusedMatMul", List.of(x.value(), weight), attribute("transB", 1));
    }

    /** Gemm takes matrices only. */
    private String plainTimes(Features x, String weight, int out) {
        String rows = reshape(x.value(), -1, x.channels());
        String product = graph.node("Gemm", List.of(rows, weight), attribute("transB", 1));
        String front = graph.node("Shape", List.of(x.value()), attribute("end", -1));
        String shape = graph.node("Concat", List.of(front, graph.constant((long) out)), attribute("axis", 0));
        return graph.node("Reshape", List.of(product, shape));
    }

    /**
     * Group normalization (Wu and He 2018): every group of channels gets mean 0 and variance 1, then every channel its
     * own factor and shift. ONNX Runtime's GroupNorm runs on CUDA only; normalizing a picture of [batch, groups, n]
     * by instance is the same.
     */
    Features groupNorm(String name, Features x, int groups, float epsilon) {
        float[] ones = new float[groups];
        Arrays.fill(ones, 1);
        String grouped = reshape(x.value(), 0, groups, -1);
        String normal = graph.node(
                "InstanceNormalization",
                List.of(grouped, graph.working(graph.constant(ones)), graph.working(graph.constant(new float[groups]))),
                attribute("epsilon", epsilon));
        String picture = graph.node("Reshape", List.of(normal, shape(x)));
        String scaled = graph.node("Mul", List.of(picture, weights.perChannel(name + ".weight", x.channels())));
        return new Features(add(scaled, weights.perChannel(name + ".bias", x.channels())), x.channels());
    }

    /**
     * Layer normalization: every token gets mean 0 and variance 1, then every feature its own factor and shift. The sum
     * of a token with itself, normalized with four times the epsilon, is the same, and ONNX Runtime's
     * SkipLayerNormalization takes a fifth of its LayerNormalization's time on a processor.
     *
     * @param name of the layer
     * @param x tokens
     * @param epsilon added to the variance
     * @return tokens of the same shape
     */
    public Features layerNorm(String name, Features x, float epsilon) {
        List<String> inputs = List.of(
                x.value(),
                x.value(),
                weights.get(name + ".weight", x.channels()),
                weights.get(name + ".bias", x.channels()));
        String y = graph.microsoft("SkipLayerNormalization", inputs, attribute("epsilon", 4 * epsilon));
        return new Features(y, x.channels());
    }

    /** What {@link #addAndNorm} gives: the sum, which the next residual connection needs, and the sum normalized. */
    record Residual(Features sum, Features normal) {}

    /**
     * Residual connection and layer normalization of the sum in one pass.
     *
     * @param name of the normalization
     * @param x what is added, still without its bias
     * @param bias the name of x's bias
     * @param skip what is added to
     */
    Residual addAndNorm(String name, Features x, String bias, Features skip, float epsilon) {
        int channels = skip.channels();
        List<String> outputs = graph.microsoft(
                "SkipLayerNormalization",
                List.of(
                        x.value(),
                        skip.value(),
                        weights.get(name + ".weight", channels),
                        weights.get(name + ".bias", channels),
                        weights.get(bias, channels)),
                4,
                attribute("epsilon", epsilon));
        return new Residual(new Features(outputs.get(3), channels), new Features(outputs.get(0), channels));
    }

    /**
     * Attention of several heads without projections to a few keys, softmax(q k^T / sqrt(channels / heads)) v.
     *
     * @param q queries
     * @param k keys
     * @param v values
     * @param heads how many
     * @return tokens of the queries' shape
     */
    public Features attention(Features q, Features k, Features v, int heads) {
        return new Attention(graph, heads).of(q, k, v, 1);
    }

    /** @return x * sigmoid(x) */
    Features silu(Features x) {
        return sigmoidGate(x, SILU);
    }

    /** @return x * sigmoid(1.702 x) */
    Features quickGelu(Features x) {
        return sigmoidGate(x, CLIP_QUICK_GELU);
    }

    private Features sigmoidGate(Features x, float factor) {
        return new Features(graph.microsoft("QuickGelu", List.of(x.value()), attribute("alpha", factor)), x.channels());
    }

    /**
     * @param x tokens or pictures
     * @return x * Phi(x), with the error function
     */
    public Features gelu(Features x) {
        return new Features(graph.node("Gelu", List.of(x.value())), x.channels());
    }

    /**
     * @param a a value of the graph
     * @param b another
     * @return the sum, with numpy's broadcasting
     */
    public String add(String a, String b) {
        return graph.node("Add", List.of(a, b));
    }

    /**
     * @param a pictures or tokens
     * @param b others
     * @return the sum of two of the same shape
     */
    public Features add(Features a, Features b) {
        return new Features(add(a.value(), b.value()), a.channels());
    }

    /** @return the product of two of the same shape */
    Features multiply(Features a, Features b) {
        return new Features(graph.node("Mul", List.of(a.value(), b.value())), a.channels());
    }

    /** @return features [1, n] as [1, n, 1, 1], to be added to every pixel */
    String perPixel(Features x) {
        return graph.node("Unsqueeze", List.of(x.value(), graph.constant(2L, 3L)));
    }

    /** @return the channels of a, then those of b */
    Features concat(Features a, Features b) {
        String y = graph.node("Concat", List.of(a.value(), b.value()), attribute("axis", 1));
        return new Features(y, a.channels() + b.channels());
    }

    /** @return the picture with every pixel doubled in both directions */
    Features upsample(Features x) {
        return new Features(resize(List.of(x.value(), "", graph.constant(1f, 1f, 2f, 2f))), x.channels());
    }

    /** @return the picture by nearest neighbour at the height and width of another one */
    Features upsampleTo(Features x, Features size) {
        String front = graph.node("Shape", List.of(x.value()), attribute("end", 2));
        String back = graph.node("Shape", List.of(size.value()), attribute("start", 2));
        String shape = graph.node("Concat", List.of(front, back), attribute("axis", 0));
        return new Features(resize(List.of(x.value(), "", "", shape)), x.channels());
    }

    private String resize(List<String> inputs) {
        return graph.node(
                "Resize",
                inputs,
                attribute("mode", "nearest"),
                attribute("nearest_mode", "floor"),
                attribute("coordinate_transformation_mode", "asymmetric"));
    }

    /**
     * @param a tokens
     * @param b tokens of as many features
     * @return those of a, then those of b
     */
    public Features join(Features a, Features b) {
        String y = graph.node("Concat", List.of(a.value(), b.value()), attribute("axis", 1));
        return new Features(y, a.channels());
    }

    /**
     * @param tokens of every picture
     * @param bank tokens [1, n, channels], the same for all
     * @return the tokens of every picture, then those of the bank
     */
    public Features append(Features tokens, String bank) {
        String batch = graph.node("Shape", List.of(tokens.value()), attribute("end", 1));
        String shape = graph.node("Concat", List.of(batch, graph.constant(1L, 1L)), attribute("axis", 0));
        String repeated = graph.node("Expand", List.of(bank, shape));
        return join(tokens, new Features(repeated, tokens.channels()));
    }

    /** @return the first token of each row, [batch, 1, channels] */
    Features firstToken(Features x) {
        List<String> range = List.of(x.value(), graph.constant(0L), graph.constant(1L), graph.constant(1L));
        return new Features(graph.node("Slice", range), x.channels());
    }

    /** @return [batch, channels, height, width] as [batch, height * width, channels] */
    Features tokens(Features picture) {
        String flat = reshape(picture.value(), 0, picture.channels(), -1);
        return new Features(swapLastAxes(flat), picture.channels());
    }

    /** @return [batch, height * width, channels] as [batch, channels, height, width], like another picture */
    Features picture(Features tokens, Features like) {
        String y = graph.node("Reshape", List.of(swapLastAxes(tokens.value()), shape(like)));
        return new Features(y, tokens.channels());
    }

    /**
     * @param token [batch, 1, count * n]
     * @param count how many tokens to make of it
     * @return [batch, count, n]
     */
    public Features split(Features token, int count) {
        int channels = token.channels() / count;
        return new Features(reshape(token.value(), 0, count, channels), channels);
    }

    private String swapLastAxes(String x) {
        return graph.node("Transpose", List.of(x), attribute("perm", 0L, 2, 1));
    }

    /** @param shape 0 keeps an axis, -1 takes what remains */
    private String reshape(String x, long... shape) {
        return graph.node("Reshape", List.of(x, graph.constant(shape)));
    }

    private String shape(Features x) {
        return graph.node("Shape", List.of(x.value()));
    }
}
