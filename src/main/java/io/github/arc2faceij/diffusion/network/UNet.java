package io.github.arc2faceij.diffusion.network;

import io.github.arc2faceij.common.Progress;
import io.github.arc2faceij.common.Tensor;
import io.github.arc2faceij.device.Device;
import io.github.arc2faceij.diffusion.graph.ActivationMemory;
import io.github.arc2faceij.diffusion.graph.UNetGraph;
import io.github.arc2faceij.diffusion.graph.UNetOptions;
import io.github.arc2faceij.models.NetworkConfig;
import io.github.arc2faceij.onnx.Network;
import io.github.arc2faceij.weights.WeightFile;
import io.github.arc2faceij.weights.WeightNames;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The UNet: which noise is in these latents?
 *
 * <pre>{@code
 * Tensor noise = unet.predictNoise(latents, 981, prompts, PassInputs.NONE, Progress.NONE);
 * }</pre>
 */
public final class UNet implements AutoCloseable {

    private final Path folder;
    private final UNetOptions options;
    private final WeightFile weights;
    private final Network network;
    private final UNetInputs unetInputs;
    private final int sampleSize;
    private final int inChannels;
    private final ActivationMemory activations;
    private final PassMemory memory;
    private ShallowUNet shallow;

    /**
     * What one pass computes.
     *
     * @param noise in the latents, of their shape
     * @param deep what the deep layers gave to the last one, [batch, channels, height, width], for {@link ShallowUNet}
     * @param others what adapters give besides, by name
     */
    public record Pass(Tensor noise, Tensor deep, Map<String, Tensor> others) {}

    /**
     * Loads the network.
     *
     * @param folder with config.json and weights under one of {@link WeightNames#DIFFUSERS}
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
     * @param folder with config.json and weights under one of {@link WeightNames#DIFFUSERS}
     * @param device where it runs
     * @param options what changes it
     * @throws io.github.arc2faceij.common.Arc2FaceException when a file is missing or damaged, belongs to another
     *     architecture, or the device cannot start
     */
    public UNet(Path folder, Device device, UNetOptions options) {
        this.folder = folder;
        this.options = options;
        NetworkConfig config = NetworkConfig.read(folder);
        weights = NetworkWeights.open(folder, WeightNames.DIFFUSERS, device);
        sampleSize = config.integer("sample_size");
        inChannels = config.integer("in_channels");
        activations = ActivationMemory.of(config, device);
        Path root = options.commonFolder(weights);
        network = Network.open("UNet", UNetGraph.build(root, config, weights, options, device), root, device);
        memory = new PassMemory(device::freeMemory);
        unetInputs = new UNetInputs(network.inputs(), options.adapters());
    }

    /** @return height and width of the latents that it was trained with: 64 for SD 1.5 */
    public int sampleSize() {
        return sampleSize;
    }

    /** @return the channels of the latents: 4 */
    public int inChannels() {
        return inChannels;
    }

    /** @return what its passes take besides the weights */
    public ActivationMemory activations() {
        return activations;
    }

    /** @return what plans its passes, and knows what the earlier ones hold */
    public PassMemory memory() {
        return memory;
    }

    /**
     * As {@link #predictNoise(Tensor, double, Tensor, PassInputs, int, Progress)} of latents that are all under one prompt.
     *
     * @param latents [batch, 4, height, width], any height and width
     * @param timestep of the training noise schedule, 0..999
     * @param context prompts [batch, length, context size]
     * @param given what else there is
     * @param progress asked whether to stop
     * @return the predicted noise, of the latents' shape
     */
    public Tensor predictNoise(Tensor latents, double timestep, Tensor context, PassInputs given, Progress progress) {
        return pass(latents, timestep, context, given, progress).noise();
    }

    /**
     * @param latents [batch, 4, height, width], any height and width
     * @param timestep of the training noise schedule, 0..999
     * @param context prompts [batch, length, context size]
     * @param given what else there is
     * @param empty how many of the batch, at the front, are under the empty prompt
     * @param progress asked whether to stop
     * @return the predicted noise, of the latents' shape
     * @throws io.github.arc2faceij.common.Arc2FaceException when the ControlNet is of another model, or something is given
     *     without the adapter that takes it
     */
    public Tensor predictNoise(
            Tensor latents, double timestep, Tensor context, PassInputs given, int empty, Progress progress) {
        int batch = latents.dim(0);
        if (given.prompted().isEmpty() || empty == 0) {
            return predictNoise(latents, timestep, context, given, progress);
        }
        PassInputs front = given.underEmpty(0, empty);
        if (empty == batch) {
            return predictNoise(latents, timestep, context, front, progress);
        }
        return Tensor.concat(
                predictNoise(latents.slice(0, empty), timestep, context.slice(0, empty), front, progress),
                predictNoise(
                        latents.slice(empty, batch),
                        timestep,
                        context.slice(empty, batch),
                        given.underPrompt(empty, batch),
                        progress));
    }

    /**
     * @param latents [batch, 4, height, width], any height and width
     * @param timestep of the training noise schedule, 0..999
     * @param context prompts [batch, length, context size]
     * @param given what else there is, for latents that are all under one prompt
     * @param progress asked whether to stop
     * @return the noise, and what a {@link ShallowUNet} needs
     */
    public Pass pass(Tensor latents, double timestep, Tensor context, PassInputs given, Progress progress) {
        Map<String, Tensor> inputs = unetInputs.of(given, latents.dim(0));
        inputs.put(UNetGraph.LATENTS, latents);
        inputs.put(UNetGraph.TIMESTEP, Tensor.of(new float[] {(float) timestep}, 1));
        inputs.put(UNetGraph.PROMPT, context);
        Map<String, Tensor> others = new HashMap<>(network.run(inputs, progress));
        return new Pass(others.remove(UNetGraph.NOISE), others.remove(UNetGraph.DEEP), others);
    }

    /** @return the same UNet without its deep layers, opened when it is first asked for */
    public ShallowUNet shallow() {
        if (shallow == null) {
            shallow = new ShallowUNet(folder, network.device(), options);
        }
        return shallow;
    }

    /** @return those of the adapters, then its own */
    public List<WeightFile> weights() {
        return Stream.concat(options.files().stream().map(WeightFile::open), Stream.of(weights))
                .toList();
    }

    /** @return the time spent inside ONNX Runtime so far, in nanoseconds */
    public long runNanos() {
        return network.runNanos() + (shallow == null ? 0 : shallow.runNanos());
    }

    @Override
    public void close() {
        network.close();
        if (shallow != null) {
            shallow.close();
        }
    }
}
