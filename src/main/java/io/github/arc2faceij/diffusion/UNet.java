package io.github.arc2faceij.diffusion;

import io.github.arc2faceij.common.Arc2FaceException;
import io.github.arc2faceij.common.Progress;
import io.github.arc2faceij.common.Tensor;
import io.github.arc2faceij.onnx.Device;
import io.github.arc2faceij.onnx.Network;
import io.github.arc2faceij.onnx.NetworkConfig;
import io.github.arc2faceij.onnx.UNetGraph;
import io.github.arc2faceij.onnx.UNetOptions;
import io.github.arc2faceij.weights.WeightFile;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * The UNet: which noise is in these latents?
 *
 * <pre>{@code
 * Tensor noise = unet.predictNoise(latents, 981, prompts, ControlNet.Residuals.NONE, Progress.NONE);
 * }</pre>
 */
public final class UNet implements AutoCloseable {

    /** The file with the weights of every published diffusers network. */
    static final String WEIGHTS = "diffusion_pytorch_model.safetensors";

    private static final int OWN_INPUTS = 3;

    private final Network network;
    private final int sampleSize;
    private final int inChannels;

    /**
     * Loads the network.
     *
     * @param folder with config.json and diffusion_pytorch_model.safetensors
     * @param device where it runs
     * @throws io.github.arc2faceij.common.Arc2FaceException when a file is missing or damaged, belongs to another
     *     architecture, or the device cannot start
     */
    public UNet(Path folder, Device device) {
        this(folder, device, UNetOptions.NONE);
    }

    /**
     * Loads the network with changes.
     *
     * @param folder with config.json and diffusion_pytorch_model.safetensors
     * @param device where it runs
     * @param options what changes it
     * @throws io.github.arc2faceij.common.Arc2FaceException when a file is missing or damaged, belongs to another
     *     architecture, or the device cannot start
     */
    public UNet(Path folder, Device device, UNetOptions options) {
        NetworkConfig config = NetworkConfig.read(folder);
        WeightFile weights = WeightFile.open(folder.resolve(WEIGHTS));
        sampleSize = config.integer("sample_size");
        inChannels = config.integer("in_channels");
        Path root = options.commonFolder(folder);
        network = Network.open("UNet", UNetGraph.build(root, config, weights, options), root, device);
    }

    /** @return height and width of the latents that it was trained with: 64 for SD 1.5 */
    public int sampleSize() {
        return sampleSize;
    }

    /** @return the channels of the latents: 4 */
    public int inChannels() {
        return inChannels;
    }

    /**
     * @param latents [batch, 4, height, width], any height and width
     * @param timestep of the training noise schedule, 0..999
     * @param context prompts [batch, length, context size]
     * @param residuals of a ControlNet for the same latents, or {@link ControlNet.Residuals#NONE}
     * @param progress asked whether to stop
     * @return the predicted noise, of the latents' shape
     */
    public Tensor predictNoise(
            Tensor latents, double timestep, Tensor context, ControlNet.Residuals residuals, Progress progress) {
        Map<String, Tensor> inputs = new HashMap<>(residuals.byInput());
        inputs.put("latents", latents);
        inputs.put("timestep", Tensor.of(new float[] {(float) timestep}, 1));
        inputs.put("prompt", context);
        if (residuals.byInput().isEmpty()) {
            Tensor nothing = Tensor.zeros(1, 1, 1, 1);
            network.inputs().keySet().forEach(input -> inputs.putIfAbsent(input, nothing));
        }
        checkResiduals(inputs.keySet());
        return network.run(inputs, progress).get("noise");
    }

    private void checkResiduals(Set<String> given) {
        if (!given.equals(network.inputs().keySet())) {
            throw new Arc2FaceException("The ControlNet does not belong to this UNet: it gives "
                    + (given.size() - OWN_INPUTS) + " residuals, but the UNet takes "
                    + (network.inputs().size() - OWN_INPUTS)
                    + ". Install the ControlNet that was made for this model.");
        }
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
