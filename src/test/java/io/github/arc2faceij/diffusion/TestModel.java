package io.github.arc2faceij.diffusion;

import io.github.arc2faceij.device.Device;
import io.github.arc2faceij.diffusion.graph.UNetOptions;
import io.github.arc2faceij.diffusion.network.ControlNet;
import io.github.arc2faceij.diffusion.network.TextEncoder;
import io.github.arc2faceij.diffusion.network.UNet;
import io.github.arc2faceij.diffusion.network.Vae;
import io.github.arc2faceij.diffusion.prompt.ClipTokenizer;
import io.github.arc2faceij.diffusion.prompt.IdentityEncoder;
import io.github.arc2faceij.diffusion.sampler.Schedule;
import io.github.arc2faceij.models.ModelFolder;
import java.nio.file.Path;

/**
 * The networks of a model on the CPU, and the pipeline over them.
 *
 * @param encoder of prompts
 * @param unet of noise
 * @param controlNet of poses
 * @param vae of pictures
 * @param pipeline over these
 */
record TestModel(TextEncoder encoder, UNet unet, ControlNet controlNet, Vae vae, Pipeline pipeline)
        implements AutoCloseable {

    /**
     * @param folder with the four networks
     * @param tokenizer the tokenizer's folder
     */
    static TestModel open(Path folder, Path tokenizer) {
        return open(folder, tokenizer, UNetOptions.NONE);
    }

    /**
     * @param folder with the four networks
     * @param tokenizer the tokenizer's folder
     * @param options of the UNet
     */
    static TestModel open(Path folder, Path tokenizer, UNetOptions options) {
        TextEncoder encoder = new TextEncoder(folder.resolve("encoder"), Device.CPU);
        UNet unet = new UNet(folder.resolve("arc2face"), Device.CPU, options);
        ControlNet controlNet = new ControlNet(folder.resolve("controlnet"), Device.CPU);
        Vae vae = new Vae(folder.resolve("vae"), Device.CPU);
        Schedule schedule = Schedule.read(ModelFolder.bundled().schedulerConfig());
        IdentityEncoder prompts = new IdentityEncoder(encoder, new ClipTokenizer(tokenizer));
        return new TestModel(encoder, unet, controlNet, vae, new Pipeline(prompts, unet, vae, schedule));
    }

    @Override
    public void close() {
        encoder.close();
        unet.close();
        controlNet.close();
        vae.close();
    }
}
