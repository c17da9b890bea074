package io.github.arc2faceij.diffusion.network;

import io.github.arc2faceij.common.Progress;
import io.github.arc2faceij.common.Tensor;
import io.github.arc2faceij.device.Device;
import io.github.arc2faceij.diffusion.graph.ControlNetGraph;
import io.github.arc2faceij.diffusion.graph.UNetGraph;
import io.github.arc2faceij.models.NetworkConfig;
import io.github.arc2faceij.onnx.Network;
import io.github.arc2faceij.onnx.graph.WeightsFolder;
import io.github.arc2faceij.weights.WeightFile;
import io.github.arc2faceij.weights.WeightNames;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A ControlNet: from a condition picture, what is added inside the UNet so that its result follows the picture. */
public final class ControlNet implements AutoCloseable {

    private final WeightFile weights;
    private final Network network;

    /**
     * Loads the network.
     *
     * @param folder with config.json and weights under one of {@link WeightNames#DIFFUSERS}
     * @param device where it runs
     * @throws io.github.arc2faceij.common.Arc2FaceException when a file is missing or damaged, belongs to another
     *     architecture, or the device cannot start
     */
    public ControlNet(Path folder, Device device) {
        NetworkConfig config = NetworkConfig.read(folder);
        weights = NetworkWeights.open(folder, WeightNames.DIFFUSERS, device);
        Path root = WeightsFolder.of(weights.files());
        network = Network.open("ControlNet", ControlNetGraph.build(root, config, weights, device), root, device);
    }

    /**
     * @param latents [batch, 4, height, width], as the UNet takes them
     * @param timestep of the training noise schedule, 0..999
     * @param context prompts [batch, length, context size]
     * @param condition pictures [batch, 3, 8 height, 8 width], 0..1
     * @param scale what the residuals are multiplied with; 1 is full strength
     * @param progress asked whether to stop
     * @return what is added to the results of the UNet's way down and of its middle, by the names of the UNet's inputs
     */
    public Map<String, Tensor> residuals(
            Tensor latents, double timestep, Tensor context, Tensor condition, double scale, Progress progress) {
        return network.run(
                Map.of(
                        UNetGraph.LATENTS,
                        latents,
                        UNetGraph.TIMESTEP,
                        Tensor.of(new float[] {(float) timestep}, 1),
                        UNetGraph.PROMPT,
                        context,
                        ControlNetGraph.CONDITION,
                        condition,
                        ControlNetGraph.SCALE,
                        Tensor.of(new float[] {(float) scale}, 1)),
                progress);
    }

    /** @return its weights */
    public List<WeightFile> weights() {
        return List.of(weights);
    }

    /** @return the time spent inside ONNX Runtime so far, in nanoseconds */
    public long runNanos() {
        return network.runNanos();
    }

    @Override
    public void close() {
        network.close();
    }
}
