package io.github.arc2faceij.condition.regions;

import io.github.arc2faceij.common.Tensor;
import io.github.arc2faceij.diffusion.graph.AttentionAdapter;
import io.github.arc2faceij.diffusion.graph.Layers;
import io.github.arc2faceij.diffusion.graph.UNetAdapter;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A UNet whose cross-attentions see another prompt in each region. Inputs: {@code region_prompts}
 * [regions, length, context size], and for each level of the UNet {@code region_masks_0}, ...
 * [batch, regions, height * width of the level].
 *
 * @param levels of the UNet, each of half the resolution of the one before
 */
public record RegionAdapter(int levels) implements UNetAdapter {

    /** Input: the prompts of the regions. */
    static final String PROMPTS = "region_prompts";

    /** Inputs: what their names begin with, before the level, which 0 is the full resolution of. */
    static final String MASKS = "region_masks_";

    private static final Pattern BLOCK = Pattern.compile("(down|up)_blocks\\.(\\d+)\\..*");

    /** No weights of its own: regions see through those of the UNet. */
    @Override
    public List<Path> files() {
        return List.of();
    }

    @Override
    public AttentionAdapter attach(Layers layers, List<String> crossAttentions, int contextSize) {
        Map<String, Integer> levelByName =
                crossAttentions.stream().collect(Collectors.toMap(name -> name, this::level));
        return new RegionAttention(layers, levels, levelByName, contextSize);
    }

    private int level(String attention) {
        Matcher block = BLOCK.matcher(attention);
        if (!block.matches()) {
            return levels - 1;
        }
        int index = Integer.parseInt(block.group(2));
        return block.group(1).equals("down") ? index : levels - 1 - index;
    }

    @Override
    public Map<String, Tensor> withoutEffect(Map<String, long[]> inputs, int rows) {
        Map<String, Tensor> none = new HashMap<>();
        inputs.forEach((input, shape) -> {
            if (input.equals(PROMPTS)) {
                none.put(input, Tensor.zeros(1, 1, (int) shape[2]));
            } else if (input.startsWith(MASKS)) {
                none.put(input, Tensor.zeros(rows, 1, 1));
            }
        });
        return none;
    }
}
