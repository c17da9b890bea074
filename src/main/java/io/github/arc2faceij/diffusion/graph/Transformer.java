package io.github.arc2faceij.diffusion.graph;

import io.github.arc2faceij.diffusion.graph.Layers.Residual;
import io.github.arc2faceij.diffusion.graph.UNetConfig.Level;
import java.util.List;

/**
 * A transformer over a picture's pixels that looks at a prompt (diffusers 0.29.2, Transformer2DModel of
 * BasicTransformerBlocks; Rombach et al. 2022).
 *
 * @param layers that it is made of
 * @param groups of the group normalization before it
 * @param adapters that change its attentions
 */
record Transformer(Layers layers, int groups, List<AttentionAdapter> adapters) {

    private static final float GROUP_EPSILON = 1e-6f;
    private static final float LAYER_EPSILON = 1e-5f;
    private static final int FEED_FORWARD_FACTOR = 4;

    /**
     * @param name of the transformer
     * @param x pictures
     * @param prompt [batch, length, context size]
     * @param level of the pictures
     * @return pictures of the same shape
     */
    Features write(String name, Features x, Features prompt, Level level) {
        Features normal = layers.groupNorm(name + ".norm", x, groups, GROUP_EPSILON);
        Features tokens = layers.linear(name + ".proj_in", layers.tokens(normal), x.channels());
        for (int i = 0; i < level.depth(); i++) {
            tokens = block(name + ".transformer_blocks." + i, tokens, prompt, level);
        }
        Features projected = layers.linear(name + ".proj_out", tokens, x.channels());
        return layers.add(layers.picture(projected, x), x);
    }

    private Features block(String name, Features x, Features prompt, Level level) {
        Features normal = layers.layerNorm(name + ".norm1", x, LAYER_EPSILON);
        Features seen = normal;
        for (AttentionAdapter adapter : adapters) {
            seen = adapter.seen(seen);
        }
        Features self = attention(
                name + ".attn1", normal, seen, level.heads(), Attention.slices(level.heads(), level.tokens()));
        Residual first = layers.addAndNorm(name + ".norm2", self, name + ".attn1.to_out.0.bias", x, LAYER_EPSILON);
        Features cross = attention(name + ".attn2", first.normal(), prompt, level.heads(), 1);
        Residual second =
                layers.addAndNorm(name + ".norm3", cross, name + ".attn2.to_out.0.bias", first.sum(), LAYER_EPSILON);
        Features gated = gatedGelu(name + ".ff.net.0.proj", second.normal());
        return layers.add(layers.linear(name + ".ff.net.2", gated, x.channels()), second.sum());
    }

    /** @return the heads' results, projected but for the bias */
    private Features attention(String name, Features x, Features context, int heads, int slices) {
        Features q = layers.linearWithoutBias(name + ".to_q", x, x.channels());
        Features k = layers.linearWithoutBias(name + ".to_k", context, x.channels());
        Features v = layers.linearWithoutBias(name + ".to_v", context, x.channels());
        Features attended = new Attention(layers.graph, heads).of(q, k, v, slices);
        for (AttentionAdapter adapter : adapters) {
            attended = adapter.attended(name, q, attended, heads);
        }
        return layers.linearWithoutBias(name + ".to_out.0", attended, x.channels());
    }

    /** GEGLU (Shazeer 2020): one half of the projection times the GELU of the other half. */
    private Features gatedGelu(String name, Features x) {
        int inner = FEED_FORWARD_FACTOR * x.channels();
        Features value = layers.linearHalf(name, x, inner, 0);
        Features gate = layers.gelu(layers.linearHalf(name, x, inner, 1));
        return layers.multiply(value, gate);
    }
}
