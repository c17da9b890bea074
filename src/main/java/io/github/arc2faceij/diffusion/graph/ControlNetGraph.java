package io.github.arc2faceij.diffusion.graph;

import io.github.arc2faceij.device.Device;
import io.github.arc2faceij.models.NetworkConfig;
import io.github.arc2faceij.onnx.graph.GraphBuilder;
import io.github.arc2faceij.onnx.graph.WeightsFolder;
import io.github.arc2faceij.weights.WeightFile;
import java.nio.file.Path;
import java.util.List;

/**
 * A ControlNet (Zhang et al. 2023; diffusers 0.29.2, ControlNetModel): what a condition picture adds to a UNet.
 *
 * <p>Inputs: {@code latents}, {@code timestep} and {@code prompt} as the UNet's, {@code condition}
 * [batch, 3, 8 height, 8 width] and {@code scale} [1], which all residuals are multiplied with. Outputs:
 * {@code down_0}, {@code down_1}, ... and {@code mid}, the UNet's inputs.
 */
public final class ControlNetGraph {

    /** Input besides those of the UNet. */
    public static final String CONDITION = "condition";

    /** Input besides those of the UNet. */
    public static final String SCALE = "scale";

    private final UNetConfig config;
    private final List<Integer> conditionChannels;
    private final Layers layers;
    private final UNetTrunk trunk;

    private ControlNetGraph(NetworkConfig file, Layers layers) {
        file.word("_class_name", "ControlNetModel");
        this.config = UNetConfig.read(file);
        this.conditionChannels = file.integers("conditioning_embedding_out_channels");
        this.layers = layers;
        this.trunk = new UNetTrunk(config, layers, List.of());
        file.word("controlnet_conditioning_channel_order", "rgb");
        file.expect("conditioning_channels", "3");
        file.expect("global_pool_conditions", "false");
    }

    /**
     * @param folder that holds its weights, see {@link WeightsFolder}
     * @param config its config.json
     * @param file its weights
     * @param device where it runs, and in which precision
     * @return the model
     * @throws io.github.arc2faceij.common.Arc2FaceException when the configuration is not supported or the weights are
     *     not of its architecture
     */
    public static byte[] build(Path folder, NetworkConfig config, WeightFile file, Device device) {
        GraphBuilder graph = new GraphBuilder(folder, device);
        new ControlNetGraph(config, new Layers(graph, new ModelWeights(graph, file))).write();
        return graph.build();
    }

    private void write() {
        Features x = layers.add(trunk.convIn(), condition());
        List<Features> down = trunk.down(x);
        Features middle = trunk.middle(down.get(down.size() - 1));
        String scale = layers.graph.working(layers.graph.input(SCALE, 1));
        for (int i = 0; i < down.size(); i++) {
            residual(UNetGraph.DOWN + i, "controlnet_down_blocks." + i, down.get(i), scale);
        }
        residual(UNetGraph.MIDDLE, "controlnet_mid_block", middle, scale);
    }

    /** ControlNetConditioningEmbedding: from the picture to the size of the latents. */
    private Features condition() {
        String input = layers.graph.input(CONDITION, "batch", 3, "picture_height", "picture_width");
        Features picture = new Features(layers.graph.working(input), 3);
        String name = "controlnet_cond_embedding.";
        Features x = layers.silu(layers.conv(name + "conv_in", picture, conditionChannels.get(0), 3));
        for (int i = 0; i < conditionChannels.size() - 1; i++) {
            x = layers.silu(layers.conv(name + "blocks." + 2 * i, x, x.channels(), 3));
            x = layers.silu(layers.halve(name + "blocks." + (2 * i + 1), x, conditionChannels.get(i + 1), 1));
        }
        return layers.conv(name + "conv_out", x, config.levels().get(0).channels(), 3);
    }

    private void residual(String output, String name, Features x, String scale) {
        Features zeroConv = layers.conv(name, x, x.channels(), 1);
        String scaled = layers.graph.node("Mul", List.of(zeroConv.value(), scale));
        layers.graph.output(output, scaled, "batch", x.channels(), output + "_h", output + "_w");
    }
}
