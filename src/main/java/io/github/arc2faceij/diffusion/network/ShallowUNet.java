package io.github.arc2faceij.diffusion.network;

import io.github.arc2faceij.common.Progress;
import io.github.arc2faceij.common.Tensor;
import io.github.arc2faceij.device.Device;
import io.github.arc2faceij.diffusion.graph.UNetGraph;
import io.github.arc2faceij.diffusion.graph.UNetOptions;
import io.github.arc2faceij.models.NetworkConfig;
import io.github.arc2faceij.onnx.Network;
import io.github.arc2faceij.weights.WeightFile;
import io.github.arc2faceij.weights.WeightNames;
import java.nio.file.Path;
import java.util.Map;

/**
 * A {@link UNet} without its deep layers: the first convolution, the last layer of the way up and the noise. What the
 * deep layers give is taken from a whole pass at a timestep nearby (Ma et al. 2024, DeepCache, arXiv 2312.00858).
 */
public final class ShallowUNet implements AutoCloseable {

    private final Network network;
    private final UNetInputs unetInputs;

    /**
     * Loads the network.
     *
     * @param folder of the UNet
     * @param device where it runs
     * @param options what the UNet was opened with
     * @throws io.github.arc2faceij.common.Arc2FaceException when a file is missing or damaged, or the device cannot start
     */
    ShallowUNet(Path folder, Device device, UNetOptions options) {
        NetworkConfig config = NetworkConfig.read(folder);
        WeightFile weights = NetworkWeights.open(folder, WeightNames.DIFFUSERS, device);
        Path root = options.commonFolder(weights);
        network = Network.open(
                "shallow UNet", UNetGraph.buildShallow(root, config, weights, options, device), root, device);
        unetInputs = new UNetInputs(network.inputs(), options.adapters());
    }

    /**
     * @param latents [batch, 4, height, width]
     * @param timestep of the training noise schedule, 0..999
     * @param context prompts [batch, length, context size]
     * @param deep {@link UNet.Pass#deep} of a whole pass with the same pictures in the batch
     * @param given what that pass was given; of the residuals, {@code down_0}
     * @param progress asked whether to stop
     * @return the predicted noise, of the latents' shape
     */
    public Tensor predictNoise(
            Tensor latents, double timestep, Tensor context, Tensor deep, PassInputs given, Progress progress) {
        Map<String, Tensor> inputs = unetInputs.of(given, latents.dim(0));
        inputs.put(UNetGraph.LATENTS, latents);
        inputs.put(UNetGraph.TIMESTEP, Tensor.of(new float[] {(float) timestep}, 1));
        inputs.put(UNetGraph.PROMPT, context);
        inputs.put(UNetGraph.DEEP, deep);
        if (!given.all().containsKey(UNetGraph.DOWN + 0)) {
            // Of the whole shape: OpenVINO adds it inside the convolution before it, and repeats no single number
            // there.
            inputs.put(UNetGraph.DOWN + 0, Tensor.zeros(deep.shape()));
        }
        return network.run(inputs, progress).get(UNetGraph.NOISE);
    }

    /** @return the time spent inside ONNX Runtime so far, in nanoseconds */
    long runNanos() {
        return network.runNanos();
    }

    @Override
    public void close() {
        network.close();
    }
}
