package io.github.arc2faceij.diffusion.graph;

import io.github.arc2faceij.device.Device;
import io.github.arc2faceij.diffusion.graph.UNetConfig.Level;
import io.github.arc2faceij.diffusion.lora.LoraFile;
import io.github.arc2faceij.diffusion.lora.LoraTarget;
import io.github.arc2faceij.models.NetworkConfig;
import io.github.arc2faceij.onnx.graph.GraphBuilder;
import io.github.arc2faceij.onnx.graph.WeightsFolder;
import io.github.arc2faceij.weights.WeightFile;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * The UNet that predicts the noise in latents (diffusers 0.29.2, UNet2DConditionModel).
 *
 * <p>Inputs: {@code latents} [batch, channels, height, width], {@code timestep} [1], {@code prompt}
 * [batch, length, context size] and the residuals of a ControlNet, {@code down_0}, {@code down_1}, ... and {@code mid},
 * which numpy's rules broadcast: a single zero, [1, 1, 1, 1], stands for none.
 * Each {@link UNetAdapter} adds its own. Outputs: {@code noise}, like the latents, and
 * {@code deep} [batch, channels, height, width], what the last layer of the way up gets from the layer below it.
 *
 * <p>From step to step {@code deep} changes slowly (Ma et al. 2024, DeepCache, arXiv 2312.00858). The shallow graph takes
 * it as an input and computes only what remains: the first convolution, the last layer and the noise.
 */
public final class UNetGraph {

    /** Input. */
    public static final String LATENTS = "latents";

    /** Input. */
    public static final String TIMESTEP = "timestep";

    /** Input. */
    public static final String PROMPT = "prompt";

    /** Input: the residual that a ControlNet adds to the middle block. */
    public static final String MIDDLE = "mid";

    /** Inputs: what the names of the other residuals begin with, before the number of the layer from 0. */
    public static final String DOWN = "down_";

    /** Output. */
    public static final String NOISE = "noise";

    /** Output, and input of the shallow graph. */
    public static final String DEEP = "deep";

    private final UNetConfig config;
    private final List<Boolean> upAttention;
    private final int outChannels;
    private final Layers layers;
    private final UNetTrunk trunk;

    private UNetGraph(NetworkConfig file, Layers layers, List<UNetAdapter> adapters) {
        file.word("_class_name", "UNet2DConditionModel");
        this.config = UNetConfig.read(file);
        this.upAttention = UNetConfig.upAttention(file, config.levels().size());
        this.outChannels = file.integer("out_channels");
        this.layers = layers;
        this.trunk = new UNetTrunk(config, layers, attached(adapters));
    }

    private List<AttentionAdapter> attached(List<UNetAdapter> adapters) {
        List<String> attentions = AttentionOrder.crossAttentions(config.levels(), upAttention);
        return adapters.stream()
                .map(adapter -> adapter.attach(layers, attentions, config.contextSize()))
                .toList();
    }

    /**
     * @param folder that holds all weights, see {@link WeightsFolder}
     * @param config the UNet's config.json
     * @param file its weights
     * @param options what changes it
     * @param device where it runs, and in which precision
     * @return the model
     * @throws io.github.arc2faceij.common.Arc2FaceException when the configuration is not supported, or weights or
     *     changes are not of its architecture
     */
    public static byte[] build(Path folder, NetworkConfig config, WeightFile file, UNetOptions options, Device device) {
        List<LoraFile> loras = loras(config, options);
        GraphBuilder graph = new GraphBuilder(folder, device);
        adapted(graph, config, file, options, loras).write();
        loras.forEach(LoraFile::refuseMisfits);
        return graph.build();
    }

    /**
     * @param folder that holds all weights, see {@link WeightsFolder}
     * @param config the UNet's config.json
     * @param file its weights
     * @param options what changes it, which {@link #build} has found to fit
     * @param device where it runs, and in which precision
     * @return the model without its deep layers: {@code deep} is an input, and of the residuals there is {@code down_0}
     * @throws io.github.arc2faceij.common.Arc2FaceException when the configuration is not supported, or the weights are
     *     not of its architecture
     */
    public static byte[] buildShallow(
            Path folder, NetworkConfig config, WeightFile file, UNetOptions options, Device device) {
        List<LoraFile> loras = loras(config, options);
        GraphBuilder graph = new GraphBuilder(folder, device);
        adapted(graph, config, file, options, loras).writeShallow();
        return graph.build();
    }

    /** @return those that were asked for, then those that adapters bring along */
    private static List<LoraFile> loras(NetworkConfig config, UNetOptions options) {
        List<String> attentions = AttentionOrder.all(AttentionOrder.crossAttentions(config));
        List<LoraFile> loras = new ArrayList<>(LoraFile.all(options.loras(), LoraTarget.UNET));
        options.adapters().forEach(adapter -> loras.addAll(adapter.loras(attentions)));
        return loras;
    }

    private static UNetGraph adapted(
            GraphBuilder graph, NetworkConfig config, WeightFile file, UNetOptions options, List<LoraFile> loras) {
        Layers layers = new Layers(graph, new ModelWeights(graph, file, loras));
        return new UNetGraph(config, layers, options.adapters());
    }

    private void write() {
        List<Features> down = trunk.down(trunk.convIn());
        Features x = controlled(trunk.middle(down.get(down.size() - 1)), MIDDLE);
        Deque<Features> skips = new ArrayDeque<>();
        for (int i = 0; i < down.size(); i++) {
            skips.push(controlled(down.get(i), DOWN + i));
        }
        for (int i = 0; i < config.levels().size(); i++) {
            x = upBlock(i, x, skips);
        }
        layers.graph.output(DEEP, x.value(), "batch", x.channels(), "height", "width");
        lastLayer(x, skips.pop());
    }

    private void writeShallow() {
        Features skip = controlled(trunk.convIn(), DOWN + 0);
        int channels = config.levels().get(0).channels();
        String deep = layers.graph.input(DEEP, "batch", channels, "height", "width");
        lastLayer(new Features(layers.graph.working(deep), channels), skip);
    }

    private Features controlled(Features x, String input) {
        String residual = layers.graph.input(input, input + "_b", input + "_c", input + "_h", input + "_w");
        return new Features(layers.add(x.value(), layers.graph.working(residual)), x.channels());
    }

    /** A block of the way up; the last one without its last layer, which takes the last of the skips. */
    private Features upBlock(int index, Features x, Deque<Features> skips) {
        int channels = level(index).channels();
        Features y = x;
        for (int i = 0; i <= level(index).resnets() && skips.size() > 1; i++) {
            y = upLayer(index, i, y, skips.pop());
        }
        if (index == config.levels().size() - 1) {
            return y;
        }
        Features larger = layers.upsampleTo(y, skips.peek());
        return layers.conv("up_blocks." + index + ".upsamplers.0.conv", larger, channels, 3);
    }

    private void lastLayer(Features deep, Features skip) {
        int last = config.levels().size() - 1;
        Features x = upLayer(last, level(last).resnets(), deep, skip);
        Features normal = layers.silu(layers.groupNorm("conv_norm_out", x, config.groups(), config.epsilon()));
        Features noise = layers.conv("conv_out", normal, outChannels, 3);
        layers.graph.output(NOISE, noise.value(), "batch", outChannels, "height", "width");
    }

    private Features upLayer(int block, int index, Features x, Features skip) {
        String name = "up_blocks." + block;
        Level level = level(block);
        Features y =
                trunk.resnet.write(name + ".resnets." + index, layers.concat(x, skip), level.channels(), trunk.time);
        return upAttention.get(block) ? trunk.attend(name + ".attentions." + index, y, level) : y;
    }

    /** @return the level of a block of the way up */
    private Level level(int block) {
        return config.levels().get(config.levels().size() - 1 - block);
    }
}
