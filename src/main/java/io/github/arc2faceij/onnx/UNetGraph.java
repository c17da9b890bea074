package io.github.arc2faceij.onnx;

import io.github.arc2faceij.onnx.UNetConfig.Level;
import io.github.arc2faceij.weights.WeightFile;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Function;

/**
 * The UNet that predicts the noise in latents (diffusers 0.29.2, UNet2DConditionModel).
 *
 * <p>Inputs: {@code latents} [batch, channels, height, width], {@code timestep} [1], {@code prompt}
 * [batch, length, context size] and the residuals of a ControlNet, {@code down_0}, {@code down_1}, ... and {@code mid},
 * which numpy's rules broadcast: a single zero, [1, 1, 1, 1], stands for none. The
 * {@link ExpressionAdapter} and the {@link ReferenceBank} add their own. Output: {@code noise}, like the latents.
 */
public final class UNetGraph {

    private final UNetConfig config;
    private final List<Boolean> upAttention;
    private final int outChannels;
    private final Layers layers;
    private final UNetTrunk trunk;

    private UNetGraph(NetworkConfig file, Layers layers, Function<UNetGraph, List<AttentionAdapter>> adapters) {
        file.word("_class_name", "UNet2DConditionModel");
        this.config = UNetConfig.read(file);
        this.upAttention = UNetConfig.upAttention(file, config.levels().size());
        this.outChannels = file.integer("out_channels");
        this.layers = layers;
        this.trunk = new UNetTrunk(config, layers, adapters.apply(this));
    }

    private List<AttentionAdapter> adapters(UNetOptions options) {
        List<AttentionAdapter> adapters = new ArrayList<>();
        List<String> attentions = AttentionOrder.crossAttentions(config.levels(), upAttention);
        options.expressionAdapter()
                .map(file -> new ExpressionAdapter(layers.graph, file, attentions, config.contextSize()))
                .ifPresent(adapters::add);
        if (options.reference()) {
            adapters.add(ReferenceBank.reader(layers));
        }
        return adapters;
    }

    /**
     * @param folder that holds the UNet and what changes it, directly or in subfolders
     * @param config the UNet's config.json
     * @param file its weights
     * @param options what changes it
     * @return the model
     * @throws io.github.arc2faceij.common.Arc2FaceException when the configuration is not supported, or weights or
     *     changes are not of its architecture
     */
    public static byte[] build(Path folder, NetworkConfig config, WeightFile file, UNetOptions options) {
        GraphBuilder graph = new GraphBuilder(folder);
        List<LoraFile> loras = options.loras().stream().map(LoraFile::new).toList();
        Layers layers = new Layers(graph, new ModelWeights(graph, file, loras));
        new UNetGraph(config, layers, unet -> unet.adapters(options)).write();
        loras.forEach(LoraFile::refuseMisfits);
        return graph.build();
    }

    /**
     * @param folder of the UNet
     * @param config its config.json
     * @param file its weights
     * @return the model without changes, whose outputs are also what its self-attentions see: {@code reference_0}, ...
     * @throws io.github.arc2faceij.common.Arc2FaceException when the configuration is not supported or the weights are
     *     not of its architecture
     */
    public static byte[] buildReference(Path folder, NetworkConfig config, WeightFile file) {
        GraphBuilder graph = new GraphBuilder(folder);
        Layers layers = new Layers(graph, new ModelWeights(graph, file));
        new UNetGraph(config, layers, unet -> List.of(ReferenceBank.writer(graph))).write();
        return graph.build();
    }

    private void write() {
        List<Features> down = trunk.down(trunk.convIn());
        Features x = controlled(trunk.middle(down.get(down.size() - 1)), "mid");
        Deque<Features> skips = new ArrayDeque<>();
        for (int i = 0; i < down.size(); i++) {
            skips.push(controlled(down.get(i), "down_" + i));
        }
        for (int i = 0; i < config.levels().size(); i++) {
            x = upBlock(i, x, skips);
        }
        Features last = layers.silu(layers.groupNorm("conv_norm_out", x, config.groups(), config.epsilon()));
        Features noise = layers.conv("conv_out", last, outChannels, 3);
        layers.graph.output("noise", noise.value(), "batch", outChannels, "height", "width");
    }

    private Features controlled(Features x, String input) {
        String residual = layers.graph.input(input, input + "_b", input + "_c", input + "_h", input + "_w");
        return new Features(layers.add(x.value(), residual), x.channels());
    }

    private Features upBlock(int index, Features x, Deque<Features> skips) {
        Level level = config.levels().get(config.levels().size() - 1 - index);
        String name = "up_blocks." + index;
        for (int i = 0; i <= level.resnets(); i++) {
            Features both = layers.concat(x, skips.pop());
            x = trunk.resnet.write(name + ".resnets." + i, both, level.channels(), trunk.time);
            if (upAttention.get(index)) {
                x = trunk.attend(name + ".attentions." + i, x, level);
            }
        }
        if (skips.isEmpty()) {
            return x;
        }
        Features larger = layers.upsampleTo(x, skips.peek());
        return layers.conv(name + ".upsamplers.0.conv", larger, level.channels(), 3);
    }
}
