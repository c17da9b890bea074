package io.github.arc2faceij.diffusion.graph;

/**
 * A residual block of two convolutions (diffusers 0.29.2, ResnetBlock2D), each after a group normalization and SiLU.
 *
 * @param layers that it is made of
 * @param groups of the normalizations
 * @param epsilon of the normalizations
 */
record ResnetBlock(Layers layers, int groups, float epsilon) {

    /**
     * @param name of the block
     * @param x pictures
     * @param out channels of the result
     * @return pictures of the same size
     */
    Features write(String name, Features x, int out) {
        return finish(name, x, layers.conv(name + ".conv1", activated(name + ".norm1", x), out, 3));
    }

    /**
     * @param name of the block
     * @param x pictures
     * @param out channels of the result
     * @param time the embedded timestep after SiLU, [1, n], added to every pixel between the convolutions
     * @return pictures of the same size
     */
    Features write(String name, Features x, int out, Features time) {
        Features first = layers.conv(name + ".conv1", activated(name + ".norm1", x), out, 3);
        String shift = layers.perPixel(layers.linear(name + ".time_emb_proj", time, out));
        return finish(name, x, new Features(layers.add(first.value(), shift), out));
    }

    private Features finish(String name, Features x, Features first) {
        int out = first.channels();
        Features second = layers.conv(name + ".conv2", activated(name + ".norm2", first), out, 3);
        Features shortcut = x.channels() == out ? x : layers.conv(name + ".conv_shortcut", x, out, 1);
        return layers.add(shortcut, second);
    }

    private Features activated(String norm, Features x) {
        return layers.silu(layers.groupNorm(norm, x, groups, epsilon));
    }
}
