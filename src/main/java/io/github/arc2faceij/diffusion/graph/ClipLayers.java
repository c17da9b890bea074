package io.github.arc2faceij.diffusion.graph;

import io.github.arc2faceij.models.NetworkConfig;

/** The transformer that CLIP's text encoder and image encoder have in common (transformers 4.36.0, CLIPEncoderLayer). */
final class ClipLayers {

    private final Layers layers;
    private final int causal;
    private final int inner;
    private final int heads;
    private final float epsilon;
    private final boolean exact;

    /**
     * @param config of the encoder
     * @param layers that it is made of
     * @param hidden features of a token
     * @param causal how many tokens there are, if a token sees none after it, else 0
     * @throws io.github.arc2faceij.common.Arc2FaceException when the configuration is not supported
     */
    ClipLayers(NetworkConfig config, Layers layers, int hidden, int causal) {
        this.layers = layers;
        this.causal = causal;
        inner = config.integer("intermediate_size");
        heads = config.integer("num_attention_heads");
        config.expectDivisor("num_attention_heads", heads, hidden);
        epsilon = (float) config.number("layer_norm_eps", 1e-5);
        exact = config.word("hidden_act", "quick_gelu", "gelu").equals("gelu");
    }

    /** @return tokens normalized with the encoder's epsilon */
    Features normal(String name, Features x) {
        return layers.layerNorm(name, x, epsilon);
    }

    /**
     * @param name of the layer
     * @param x tokens
     * @return tokens of the same shape
     */
    Features write(String name, Features x) {
        Features attended = attention(name + ".self_attn", normal(name + ".layer_norm1", x));
        Layers.Residual residual =
                layers.addAndNorm(name + ".layer_norm2", attended, name + ".self_attn.out_proj.bias", x, epsilon);
        Features middle = layers.linear(name + ".mlp.fc1", residual.normal(), inner);
        Features active = exact ? layers.gelu(middle) : layers.quickGelu(middle);
        return layers.add(layers.linear(name + ".mlp.fc2", active, x.channels()), residual.sum());
    }

    /** @return the heads' results, projected but for the bias */
    private Features attention(String name, Features x) {
        Features q = layers.linear(name + ".q_proj", x, x.channels());
        Features k = layers.linear(name + ".k_proj", x, x.channels());
        Features v = layers.linear(name + ".v_proj", x, x.channels());
        Features attended = causal > 0
                ? new Attention(layers.graph(), heads).causal(q, k, v, causal)
                : layers.attention(q, k, v, heads);
        return layers.linearWithoutBias(name + ".out_proj", attended, x.channels());
    }
}
