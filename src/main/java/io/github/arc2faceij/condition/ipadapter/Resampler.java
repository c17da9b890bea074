package io.github.arc2faceij.condition.ipadapter;

import io.github.arc2faceij.diffusion.graph.Features;
import io.github.arc2faceij.diffusion.graph.Layers;
import io.github.arc2faceij.weights.WeightFile;

/**
 * Gathers a few tokens from many (diffusers 0.29.2, IPAdapterPlusImageProjection; after Alayrac et al. 2022, Flamingo,
 * arXiv 2204.14198): in every layer, the few ask the many and each other.
 *
 * @param layers with the adapter's weights
 * @param file of the adapter
 * @param prefix of its tensors' names
 */
record Resampler(Layers layers, WeightFile file, String prefix) {

    static final float EPSILON = 1e-5f;

    private static final int HEAD = 64;

    /** @return the tokens that the adapter brings along to ask with, [1, count, size] */
    Features latents() {
        int count = ProjectionGraph.axis(file, prefix + "latents", 1);
        int size = ProjectionGraph.axis(file, prefix + "latents", 2);
        return new Features(layers.parameter(prefix + "latents", 1, count, size), size);
    }

    /**
     * @param few tokens that ask, [1, count, size]
     * @param many tokens that are asked, [1, length, features]
     * @return as many tokens as ask, of the context's size
     */
    Features write(Features few, Features many) {
        Features x = layers.linear(prefix + "proj_in", many, few.channels());
        Features latents = few;
        for (int i = 0; file.has(layer(i) + "0.to_q.weight"); i++) {
            latents = layers.add(attention(layer(i) + "0.", latents, x), latents);
            latents = layers.add(feedForward(layer(i) + "1.", latents), latents);
        }
        int out = ProjectionGraph.axis(file, prefix + "proj_out.weight", 0);
        return layers.layerNorm(prefix + "norm_out", layers.linear(prefix + "proj_out", latents, out), EPSILON);
    }

    private String layer(int index) {
        return prefix + "layers." + index + ".";
    }

    private Features attention(String name, Features latents, Features x) {
        Features asking = layers.layerNorm(name + "norm2", latents, EPSILON);
        Features asked = layers.join(layers.layerNorm(name + "norm1", x, EPSILON), asking);
        int inner = ProjectionGraph.axis(file, name + "to_q.weight", 0);
        Features q = layers.linearWithoutBias(name + "to_q", asking, inner);
        Features k = layers.linearHalfWithoutBias(name + "to_kv", asked, inner, 0);
        Features v = layers.linearHalfWithoutBias(name + "to_kv", asked, inner, 1);
        Features seen = layers.attention(q, k, v, Math.max(1, inner / HEAD));
        return layers.linearWithoutBias(name + "to_out", seen, latents.channels());
    }

    private Features feedForward(String name, Features latents) {
        Features normal = layers.layerNorm(name + "0", latents, EPSILON);
        int inner = ProjectionGraph.axis(file, name + "1.weight", 0);
        Features active = layers.gelu(layers.linearWithoutBias(name + "1", normal, inner));
        return layers.linearWithoutBias(name + "3", active, latents.channels());
    }
}
