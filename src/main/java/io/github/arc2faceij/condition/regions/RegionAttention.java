package io.github.arc2faceij.condition.regions;

import static io.github.arc2faceij.onnx.graph.GraphBuilder.attribute;

import io.github.arc2faceij.diffusion.graph.AttentionAdapter;
import io.github.arc2faceij.diffusion.graph.Features;
import io.github.arc2faceij.diffusion.graph.Layers;
import io.github.arc2faceij.onnx.graph.GraphBuilder;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * What regions change in every cross-attention (Yan et al. 2023, FaceStudio, arXiv 2312.02663):
 * result = (1 - sum of masks) * attention(q, k, v) + sum over regions of mask * attention(q, k_region, v_region).
 */
final class RegionAttention implements AttentionAdapter {

    private final Layers layers;
    private final GraphBuilder graph;
    private final Map<String, Integer> levelByName;
    private final Features prompts;
    private final String regions;
    private final Map<Integer, String> maskByLevel = new HashMap<>();
    private final Map<Integer, String> restByLevel = new HashMap<>();

    /**
     * Declares the inputs.
     *
     * @param layers of the UNet
     * @param levels how many the UNet has
     * @param levelByName the level of each cross-attention
     * @param size features of a token
     */
    RegionAttention(Layers layers, int levels, Map<String, Integer> levelByName, int size) {
        this.layers = layers;
        this.graph = layers.graph();
        this.levelByName = levelByName;
        String input = graph.input(RegionAdapter.PROMPTS, "regions", "region_length", size);
        prompts = new Features(graph.working(input), size);
        regions = graph.node("Shape", List.of(prompts.value()), attribute("end", 1));
        IntStream.range(0, levels).forEach(this::declareMasks);
    }

    /** Masks become [regions, batch, pixels, 1], what they leave [batch, pixels, 1]. */
    private void declareMasks(int level) {
        String name = RegionAdapter.MASKS + level;
        String masks = graph.working(graph.input(name, "batch", "regions", name + "_pixels"));
        String byRegion = graph.node("Transpose", List.of(masks), attribute("perm", 1L, 0, 2));
        String columns = graph.node("Unsqueeze", List.of(byRegion, graph.constant(3L)));
        String sum = graph.node("ReduceSum", List.of(columns, graph.constant(0L)), attribute("keepdims", 0));
        maskByLevel.put(level, columns);
        restByLevel.put(level, graph.node("Sub", List.of(graph.working(graph.constant(1f)), sum)));
    }

    /** Each query sees for itself, so that the queries of a whole batch may stand in one row, the same for each region. */
    @Override
    public Features attended(String name, Features q, Features attended, int heads) {
        Integer level = levelByName.get(name);
        if (level == null) {
            return attended;
        }
        int channels = q.channels();
        String row = graph.node("Reshape", List.of(q.value(), graph.constant(1L, -1L, channels)));
        String perRegion = concat(regions, graph.constant(1L, 1L));
        Features queries = new Features(graph.node("Expand", List.of(row, perRegion)), channels);
        Features k = layers.linearWithoutBias(name + ".to_k", prompts, channels);
        Features v = layers.linearWithoutBias(name + ".to_v", prompts, channels);
        Features seen = layers.attention(queries, k, v, heads);
        String shape = concat(regions, graph.node("Shape", List.of(q.value())));
        String apart = graph.node("Reshape", List.of(seen.value(), shape));
        String masked = graph.node("Mul", List.of(apart, maskByLevel.get(level)));
        String sum = graph.node("ReduceSum", List.of(masked, graph.constant(0L)), attribute("keepdims", 0));
        String rest = graph.node("Mul", List.of(attended.value(), restByLevel.get(level)));
        return new Features(layers.add(rest, sum), channels);
    }

    private String concat(String a, String b) {
        return graph.node("Concat", List.of(a, b), attribute("axis", 0));
    }
}
