package io.github.arc2faceij.diffusion.graph;

import static io.github.arc2faceij.onnx.graph.GraphBuilder.attribute;

import io.github.arc2faceij.onnx.graph.GraphBuilder;
import java.util.ArrayList;
import java.util.List;

/**
 * Attention of several heads without projections, softmax(q k^T / sqrt(channels / heads)) v (Vaswani et al. 2017): ONNX
 * Runtime's operator, which keeps no scores, or, where a device wants plain operators, what it stands for.
 *
 * @param graph to write to
 * @param heads how many
 */
record Attention(GraphBuilder graph, int heads) {

    /**
     * The most bytes that the scores of one slice of the queries take, for two pictures of the size that a network was
     * trained with. All of SD 1.5's are 1 GiB, and as much again after the softmax. For pictures of twice the width and height
     * a slice takes 16 times this, 1 GiB, and a buffer of WebGPU may have 2 GiB: Direct3D 12 and NVIDIA's Vulkan, by Dawn's
     * PhysicalDeviceD3D12 and PhysicalDeviceVk.
     */
    private static final long SLICE_BYTES = 64L << 20;

    private static final int ROWS = 2;

    /** After the softmax nothing is left of it, in float16 as well. */
    private static final float NOT_SEEN = -1e4f;

    /**
     * @param heads how many
     * @param tokens queries of a picture of the size that the network was trained with, and as many keys
     * @return how many slices of the queries keep the scores of each small
     */
    static int slices(int heads, long tokens) {
        long bytes = ROWS * heads * tokens * tokens * Float.BYTES;
        return Math.toIntExact((bytes + SLICE_BYTES - 1) / SLICE_BYTES);
    }

    /**
     * @param q queries
     * @param k keys
     * @param v values
     * @param slices of the queries, of which one at a time is in memory, see {@link #slices(int, long)}; there are no fewer
     *     queries than that
     * @return tokens of the queries' shape
     */
    Features of(Features q, Features k, Features v, int slices) {
        return graph.plain() ? plain(q, k, v, slices, List.of()) : fused(q, k, v, 0);
    }

    /**
     * A token sees none after it.
     *
     * @param q queries
     * @param k keys
     * @param v values
     * @param length how many tokens there are
     * @return tokens of the queries' shape
     */
    Features causal(Features q, Features k, Features v, int length) {
        return graph.plain() ? plain(q, k, v, 1, List.of(mask(length))) : fused(q, k, v, 1);
    }

    private Features fused(Features q, Features k, Features v, int causal) {
        String y = graph.microsoft(
                "MultiHeadAttention",
                List.of(q.value(), k.value(), v.value()),
                attribute("num_heads", heads),
                attribute("unidirectional", causal));
        return new Features(y, q.channels());
    }

    private Features plain(Features q, Features k, Features v, int slices, List<String> masks) {
        String scale = graph.working(graph.constant((float) (1 / Math.sqrt((double) q.channels() / heads))));
        String queries = perHead(graph.node("Mul", List.of(q.value(), scale)), q.channels(), 0, 2, 1, 3);
        String keys = perHead(k.value(), k.channels(), 0, 2, 3, 1);
        String values = perHead(v.value(), v.channels(), 0, 2, 1, 3);
        List<String> seen = new ArrayList<>();
        for (String slice : slices == 1 ? List.of(queries) : sliced(queries, slices)) {
            String scores = graph.node("MatMul", List.of(slice, keys));
            for (String mask : masks) {
                scores = graph.node("Add", List.of(scores, mask));
            }
            String weights = graph.node("Softmax", List.of(scores), attribute("axis", -1));
            seen.add(graph.node("MatMul", List.of(weights, values)));
        }
        String all = slices == 1 ? seen.get(0) : graph.node("Concat", seen, attribute("axis", 2));
        String tokens = graph.node("Transpose", List.of(all), attribute("perm", 0L, 2, 1, 3));
        return new Features(reshape(tokens, 0, 0, q.channels()), q.channels());
    }

    /** @return tokens [batch, n, channels] as [batch, n, heads, channels / heads], with the axes in this order */
    private String perHead(String tokens, int channels, long... order) {
        return graph.node(
                "Transpose", List.of(reshape(tokens, 0, 0, heads, channels / heads)), attribute("perm", order));
    }

    /** @return the queries [batch, heads, n, ...] in parts of nearly equal length; WebGPU's softmax refuses an empty one */
    private List<String> sliced(String queries, int slices) {
        String count = graph.node("Shape", List.of(queries), attribute("start", 2), attribute("end", 3));
        List<String> parts = new ArrayList<>();
        String start = graph.constant(0L);
        for (int i = 1; i <= slices; i++) {
            String product = graph.node("Mul", List.of(count, graph.constant((long) i)));
            String end = graph.node("Div", List.of(product, graph.constant((long) slices)));
            parts.add(graph.node("Slice", List.of(queries, start, end, graph.constant(2L))));
            start = end;
        }
        return parts;
    }

    /** @return what is added to the scores, [length, length] */
    private String mask(int length) {
        float[] mask = new float[length * length];
        for (int i = 0; i < length; i++) {
            for (int j = i + 1; j < length; j++) {
                mask[i * length + j] = NOT_SEEN;
            }
        }
        return graph.working(reshape(graph.constant(mask), length, length));
    }

    private String reshape(String x, long... shape) {
        return graph.node("Reshape", List.of(x, graph.constant(shape)));
    }
}
