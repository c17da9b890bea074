package io.github.arc2faceij.condition.ipadapter;

import static io.github.arc2faceij.onnx.graph.GraphBuilder.attribute;

import io.github.arc2faceij.common.Arc2FaceException;
import io.github.arc2faceij.diffusion.graph.AttentionAdapter;
import io.github.arc2faceij.diffusion.graph.Features;
import io.github.arc2faceij.diffusion.graph.Layers;
import io.github.arc2faceij.onnx.graph.GraphBuilder;
import io.github.arc2faceij.weights.WeightFile;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What an IP-Adapter writes into a UNet (diffusers 0.29.2, IPAdapterAttnProcessor2_0): every cross-attention sees the adapter's
 * tokens by keys and values of their own, result = attention(q, k, v) + sum over groups of scale * mask * attention(q, k_ip, v_ip).
 */
final class IpAdapterAttention implements AttentionAdapter {

    private final GraphBuilder graph;
    private final Layers layers;
    private final List<String> attentions;
    private final Features tokens;
    private final String groups;
    private final String scale;
    private final Map<String, String> masks = new HashMap<>();

    /**
     * Declares the inputs.
     *
     * @param adapter which names them
     * @param unet that is written
     * @param file of the adapter
     * @param attentions the cross-attentions in the adapter's order
     * @param size features of a token
     * @throws Arc2FaceException when the adapter is of another kind of model
     */
    IpAdapterAttention(IpAdapter adapter, Layers unet, WeightFile file, List<String> attentions, int size) {
        this.graph = unet.graph();
        this.layers = Layers.ofAdapter(graph, file);
        this.attentions = attentions;
        requireSize(file, size);
        String input = graph.working(
                graph.input(adapter.tokens(), "batch", adapter.axis("groups"), adapter.axis("count"), size));
        String byGroup = graph.node("Transpose", List.of(input), attribute("perm", 1L, 0, 2, 3));
        groups = graph.node("Shape", List.of(byGroup), attribute("end", 1));
        tokens = new Features(joined(byGroup, graph.node("Shape", List.of(byGroup), attribute("start", 2))), size);
        scale = graph.working(graph.input(adapter.scale(), attentions.size(), adapter.axis("groups")));
        attentions.stream().map(IpAdapter::block).distinct().forEach(block -> {
            String mask = graph.input(adapter.mask(block), adapter.axis("masks"), adapter.axis("pixels." + block));
            masks.put(block, graph.node("Unsqueeze", List.of(graph.working(mask), graph.constant(1L, 3L))));
        });
    }

    private static void requireSize(WeightFile file, int size) {
        String first = "ip_adapter.1.to_k_ip.weight";
        int found = file.has(first) ? ProjectionGraph.axis(file, first, 1) : size;
        if (found != size) {
            throw new Arc2FaceException("The IP-Adapter \"" + file.path() + "\" was made for another model"
                    + (found == 2048 ? ", Stable Diffusion XL" : "") + ": its tokens have " + found
                    + " numbers, but this model's prompts have " + size
                    + ". Choose an adapter for Stable Diffusion 1.5, such as ip-adapter_sd15.");
        }
    }

    /** Attentions to itself stay as they are, but are counted: they are modules 0, 2, 4, ... of the adapter. */
    @Override
    public Features attended(String name, Features q, Features attended, int heads) {
        int index = attentions.indexOf(name);
        if (index < 0) {
            return attended;
        }
        String module = "ip_adapter." + (2 * index + 1);
        String shape = graph.node("Shape", List.of(q.value()));
        String grouped = graph.node("Concat", List.of(groups, shape), attribute("axis", 0));
        String repeated = graph.node("Expand", List.of(q.value(), grouped));
        Features queries = new Features(
                joined(repeated, graph.node("Shape", List.of(q.value()), attribute("start", 1))), q.channels());
        Features k = layers.linearWithoutBias(module + ".to_k_ip", tokens, q.channels());
        Features v = layers.linearWithoutBias(module + ".to_v_ip", tokens, q.channels());
        Features seen = layers.attention(queries, k, v, heads);
        String byGroup = graph.node("Reshape", List.of(seen.value(), grouped));
        String weighted = graph.node("Mul", List.of(byGroup, weight(name, index)));
        String sum = graph.node("ReduceSum", List.of(weighted, graph.constant(0L)), attribute("keepdims", 0));
        return new Features(layers.add(attended.value(), sum), q.channels());
    }

    /** @return [groups, 1, pixels, 1] */
    private String weight(String name, int index) {
        String row = graph.node("Gather", List.of(scale, graph.constant((long) index)));
        String factor = graph.node("Reshape", List.of(row, graph.constant(-1L, 1L, 1L, 1L)));
        return graph.node("Mul", List.of(masks.get(IpAdapter.block(name)), factor));
    }

    /** @return [groups, batch, ...] as [groups * batch, ...] */
    private String joined(String grouped, String rest) {
        String shape = graph.node("Concat", List.of(graph.constant(-1L), rest), attribute("axis", 0));
        return graph.node("Reshape", List.of(grouped, shape));
    }
}
