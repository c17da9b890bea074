package io.github.arc2faceij.diffusion.graph;

import static io.github.arc2faceij.onnx.graph.GraphBuilder.attribute;

import ai.onnx.proto.OnnxMl.TensorProto;
import io.github.arc2faceij.diffusion.graph.UNetConfig.Level;
import io.github.arc2faceij.onnx.graph.GraphBuilder;
import java.util.ArrayList;
import java.util.List;

/** The half that UNet and ControlNet have in common: the timestep, the way down, the middle. */
final class UNetTrunk {

    /** The longest period of the timestep's sines over 2 pi (Vaswani et al. 2017). */
    private static final double LONGEST_PERIOD = 10000;

    private static final int TIME_FACTOR = 4;

    final ResnetBlock resnet;
    final Transformer transformer;
    final Features latents;
    final Features time;
    final Features prompt;
    private final UNetConfig config;
    private final Layers layers;

    /**
     * Declares the inputs {@code latents}, {@code timestep} and {@code prompt}.
     *
     * @param adapters that change the attentions
     */
    UNetTrunk(UNetConfig config, Layers layers, List<AttentionAdapter> adapters) {
        this.config = config;
        this.layers = layers;
        resnet = new ResnetBlock(layers, config.groups(), config.epsilon());
        transformer = new Transformer(layers, config.groups(), adapters);
        GraphBuilder graph = layers.graph;
        int channels = config.inChannels();
        latents = new Features(
                graph.working(graph.input(UNetGraph.LATENTS, "batch", channels, "height", "width")), channels);
        time = time(graph.input(UNetGraph.TIMESTEP, 1));
        int size = config.contextSize();
        prompt = new Features(graph.working(graph.input(UNetGraph.PROMPT, "batch", "length", size)), size);
    }

    /**
     * Sines and cosines of the timestep, in float32, for a half has no digits left after 999; then two linear layers, and
     * the SiLU that every residual block begins with.
     */
    private Features time(String timestep) {
        GraphBuilder graph = layers.graph;
        String angles = single(graph.node("Mul", List.of(exact(timestep), exact(graph.constant(frequencies())))));
        String row = graph.node("Unsqueeze", List.of(exact(angles), graph.constant(0L)));
        String sin = graph.node("Sin", List.of(row));
        String cos = graph.node("Cos", List.of(row));
        List<String> parts = config.cosineFirst() ? List.of(cos, sin) : List.of(sin, cos);
        String waves = graph.working(single(graph.node("Concat", parts, attribute("axis", 1))));
        int channels = config.levels().get(0).channels();
        Features first =
                layers.linear("time_embedding.linear_1", new Features(waves, channels), TIME_FACTOR * channels);
        return layers.silu(layers.linear("time_embedding.linear_2", layers.silu(first), TIME_FACTOR * channels));
    }

    /**
     * Vulkan promises of sines and cosines 11 bits from -pi to pi, and nothing beyond (precision and operation of SPIR-V
     * instructions, Vulkan 1.3). WebGPU has no double precision: what is in it is computed by the processor.
     */
    private String exact(String x) {
        return layers.graph.plain() ? layers.graph.cast(x, TensorProto.DataType.DOUBLE) : x;
    }

    private String single(String x) {
        return layers.graph.plain() ? layers.graph.cast(x, TensorProto.DataType.FLOAT) : x;
    }

    /** In float32 from the first operation on, as torch computes them: at timestep 999 the difference can be seen. */
    private float[] frequencies() {
        float[] frequencies = new float[config.levels().get(0).channels() / 2];
        float logarithm = (float) -Math.log(LONGEST_PERIOD);
        for (int i = 0; i < frequencies.length; i++) {
            float exponent = logarithm * i / (frequencies.length - config.frequencyShift());
            frequencies[i] = (float) Math.exp(exponent);
        }
        return frequencies;
    }

    /** @return the latents after the first convolution */
    Features convIn() {
        return layers.conv("conv_in", latents, config.levels().get(0).channels(), 3);
    }

    /**
     * @param x after the first convolution
     * @return x and all results on the way down, the last of which goes into the middle
     */
    List<Features> down(Features x) {
        List<Features> skips = new ArrayList<>(List.of(x));
        for (int i = 0; i < config.levels().size(); i++) {
            downBlock("down_blocks." + i, config.levels().get(i), skips);
            if (i < config.levels().size() - 1) {
                Features last = skips.get(skips.size() - 1);
                skips.add(layers.halve("down_blocks." + i + ".downsamplers.0.conv", last, last.channels(), 1));
            }
        }
        return skips;
    }

    private void downBlock(String name, Level level, List<Features> skips) {
        for (int i = 0; i < level.resnets(); i++) {
            Features last = skips.get(skips.size() - 1);
            Features x = resnet.write(name + ".resnets." + i, last, level.channels(), time);
            skips.add(level.downAttention() ? attend(name + ".attentions." + i, x, level) : x);
        }
    }

    /**
     * @param x the last result of the way down
     * @return the result of the middle
     */
    Features middle(Features x) {
        Level level = config.levels().get(config.levels().size() - 1);
        Features first = resnet.write("mid_block.resnets.0", x, level.channels(), time);
        Features attended = attend("mid_block.attentions.0", first, level);
        return resnet.write("mid_block.resnets.1", attended, level.channels(), time);
    }

    /** @return the pictures after a transformer of the level */
    Features attend(String name, Features x, Level level) {
        return transformer.write(name, x, prompt, level);
    }
}
