package io.github.arc2faceij.condition.appearance;

import io.github.arc2faceij.common.Progress;
import io.github.arc2faceij.common.Tensor;
import io.github.arc2faceij.device.Device;
import io.github.arc2faceij.diffusion.graph.UNetOptions;
import io.github.arc2faceij.diffusion.network.PassInputs;
import io.github.arc2faceij.diffusion.network.UNet;
import java.nio.file.Path;

/**
 * The unchanged UNet looking at a reference picture once, for the Reference Adapter: what its self-attentions see, the
 * changed UNet sees too.
 */
public final class ReferenceUNet implements AutoCloseable {

    private final UNet unet;

    /**
     * Loads the network.
     *
     * @param folder of the UNet
     * @param device where it runs
     * @throws io.github.arc2faceij.common.Arc2FaceException when a file is missing or damaged, belongs to another
     *     architecture, or the device cannot start
     */
    public ReferenceUNet(Path folder, Device device) {
        unet = new UNet(folder, device, UNetOptions.NONE.withAdapter(ReferenceAdapter.WRITER));
    }

    /**
     * @param latents of the reference picture, [1, 4, height, width], without noise
     * @param prompt of the identity, [1, length, context size]
     * @param progress asked whether to stop
     * @return what the self-attentions saw at timestep 0, for the UNet with the Reference Adapter
     */
    public PassInputs look(Tensor latents, Tensor prompt, Progress progress) {
        return PassInputs.prompted(
                unet.pass(latents, 0, prompt, PassInputs.NONE, progress).others());
    }

    @Override
    public void close() {
        unet.close();
    }
}
