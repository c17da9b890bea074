package io.github.arc2faceij.diffusion.graph;

import io.github.arc2faceij.diffusion.graph.UNetConfig.Level;
import io.github.arc2faceij.models.NetworkConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The order in which diffusers 0.29.2 (attn_processors) counts a UNet's attentions: down, up, and the middle last. */
public final class AttentionOrder {

    private final List<String> names = new ArrayList<>();

    private AttentionOrder() {}

    /**
     * @param unet the UNet's config.json
     * @return the names of the cross-attentions: {@code "down_blocks.0.attentions.0.transformer_blocks.0.attn2"}, ...
     * @throws io.github.arc2faceij.common.Arc2FaceException when the configuration is not supported
     */
    public static List<String> crossAttentions(NetworkConfig unet) {
        List<Level> levels = UNetConfig.read(unet).levels();
        return crossAttentions(levels, UNetConfig.upAttention(unet, levels.size()));
    }

    /** @return the names of all attentions: before each of the cross-attentions, that to itself */
    static List<String> all(List<String> crossAttentions) {
        return crossAttentions.stream()
                .flatMap(name -> Stream.of(name.replaceFirst("attn2$", "attn1"), name))
                .toList();
    }

    /**
     * @param levels from the full resolution to the lowest
     * @param upAttention whether there are transformers on the way up, lowest resolution first
     * @return the names of the cross-attentions
     */
    static List<String> crossAttentions(List<Level> levels, List<Boolean> upAttention) {
        AttentionOrder order = new AttentionOrder();
        int count = levels.size();
        for (int i = 0; i < count; i++) {
            Level level = levels.get(i);
            order.add("down_blocks." + i, level.downAttention() ? level.resnets() : 0, level.depth());
        }
        for (int i = 0; i < count; i++) {
            Level level = levels.get(count - 1 - i);
            order.add("up_blocks." + i, upAttention.get(i) ? level.resnets() + 1 : 0, level.depth());
        }
        order.add("mid_block", 1, levels.get(count - 1).depth());
        return List.copyOf(order.names);
    }

    private void add(String block, int transformers, int depth) {
        for (int i = 0; i < transformers; i++) {
            for (int j = 0; j < depth; j++) {
                names.add(block + ".attentions." + i + ".transformer_blocks." + j + ".attn2");
            }
        }
    }
}
