package io.github.arc2faceij.diffusion.network;

import io.github.arc2faceij.common.Progress;
import io.github.arc2faceij.common.Tensor;
import io.github.arc2faceij.device.Device;
import io.github.arc2faceij.diffusion.graph.UNetGraph;
import io.github.arc2faceij.models.NetworkConfig;
import io.github.arc2faceij.onnx.Network;
import io.github.arc2faceij.onnx.graph.WeightsFolder;
import io.github.arc2faceij.weights.WeightFile;
import io.github.arc2faceij.weights.WeightNames;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * The unchanged UNet looking at a reference picture once, for the Reference Adapter: what its self-attentions see, the
 * changed UNet sees too.
 */
public final class ReferenceUNet implements AutoCloseable {

    private final Network network;

    /**
     * What the UNet with the Reference Adapter takes.
     *
     * @param byInput the tensors by the names of its inputs
     */
    public record Bank(Map<String, Tensor> byInput) {

        /** @param byInput copied */
        public Bank {
            byInput = Map.copyOf(byInput);
        }
    }

    /**
     * Loads the network.
     *
     * @param folder of the UNet
     * @param device where it runs
     * @throws io.github.arc2faceij.common.Arc2FaceException when a file is missing or damaged, belongs to another
     *     architecture, or the device cannot start
     */
    public ReferenceUNet(Path folder, Device device) {
        NetworkConfig config = NetworkConfig.read(folder);
        WeightFile weights = device.weights(WeightNames.DIFFUSERS.in(folder));
        Path root = WeightsFolder.of(weights.files());
        network = Network.open(
                "reference UNet", UNetGraph.buildReference(root, config, weights, device.precision()), root, device);
    }

    /**
     * @param latents of the reference picture, [1, 4, height, width], without noise
     * @param prompt of the identity, [1, length, context size]
     * @param progress asked whether to stop
     * @return what the self-attentions saw at timestep 0
     */
    public Bank look(Tensor latents, Tensor prompt, Progress progress) {
        Conditions none = Conditions.of(ControlNet.Residuals.NONE);
        Map<String, Tensor> inputs = new ConditionInputs(network.inputs()).of(none, 1);
        inputs.put("latents", latents);
        inputs.put("timestep", Tensor.zeros(1));
        inputs.put("prompt", prompt);
        Map<String, Tensor> outputs = new HashMap<>(network.run(inputs, progress));
        outputs.keySet().removeAll(Set.of("noise", "deep"));
        return new Bank(outputs);
    }

    @Override
    public void close() {
        network.close();
    }
}
