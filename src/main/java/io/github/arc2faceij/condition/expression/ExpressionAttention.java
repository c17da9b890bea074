package io.github.arc2faceij.condition.expression;

import io.github.arc2faceij.diffusion.graph.AttentionAdapter;
import io.github.arc2faceij.diffusion.graph.Features;
import io.github.arc2faceij.diffusion.graph.Layers;
import io.github.arc2faceij.onnx.graph.GraphBuilder;
import io.github.arc2faceij.weights.WeightFile;
import java.util.List;

/**
 * What the Expression Adapter writes into a UNet, an IP-Adapter (Ye et al. 2023, arXiv 2308.06721) on the numbers of a face's
 * expression. They become one token (a network of two layers) or several (a linear layer), which every cross-attention sees by keys
 * and values of their own: result = attention(q, k, v) + scale * attention(q, k_ip, v_ip).
 */
final class ExpressionAttention implements AttentionAdapter {

    private static final int NUMBERS = Expression.LENGTH;
    private static final float LAYER_EPSILON = 1e-5f;

    private final Layers layers;
    private final List<String> attentions;
    private final Features tokens;
    private final String scale;

    /**
     * @param graph of the UNet
     * @param file of the adapter
     * @param attentions the cross-attentions in the adapter's order
     * @param size features of a token
     */
    ExpressionAttention(GraphBuilder graph, WeightFile file, List<String> attentions, int size) {
        this.layers = Layers.ofAdapter(graph, file);
        this.attentions = attentions;
        String numbers = graph.working(graph.input(ExpressionAdapter.INPUT, "batch", NUMBERS));
        Features row = new Features(graph.node("Unsqueeze", List.of(numbers, graph.constant(1L))), NUMBERS);
        scale = graph.working(graph.input(ExpressionAdapter.SCALE_INPUT, 1));
        tokens = file.has("image_proj.proj.0.weight") ? oneToken(row, size) : severalTokens(row, size, file);
    }

    private Features oneToken(Features row, int size) {
        Features hidden = layers.gelu(layers.linear("image_proj.proj.0", row, NUMBERS));
        return layers.layerNorm("image_proj.proj.3", layers.linear("image_proj.proj.2", hidden, size), LAYER_EPSILON);
    }

    private Features severalTokens(Features row, int size, WeightFile file) {
        long features = file.get("image_proj.proj.weight").shape().get(0);
        int count = (int) Math.max(1, features / size);
        Features flat = layers.linear("image_proj.proj", row, count * size);
        return layers.layerNorm("image_proj.norm", layers.split(flat, count), LAYER_EPSILON);
    }

    /** Attentions to itself stay as they are, but are counted: they are modules 0, 2, 4, ... of the adapter. */
    @Override
    public Features attended(String name, Features q, Features attended, int heads) {
        int index = attentions.indexOf(name);
        if (index < 0) {
            return attended;
        }
        String module = "ip_adapter." + (2 * index + 1);
        Features k = layers.linearWithoutBias(module + ".to_k_ip", tokens, q.channels());
        Features v = layers.linearWithoutBias(module + ".to_v_ip", tokens, q.channels());
        Features seen = layers.attention(q, k, v, heads);
        String scaled = layers.graph().node("Mul", List.of(seen.value(), scale));
        return new Features(layers.add(attended.value(), scaled), q.channels());
    }
}
