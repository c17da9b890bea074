package io.github.arc2faceij.diffusion;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import io.github.arc2faceij.common.Picture;
import io.github.arc2faceij.common.Progress;
import io.github.arc2faceij.common.Tensor;
import io.github.arc2faceij.device.Device;
import io.github.arc2faceij.diffusion.network.Conditions;
import io.github.arc2faceij.diffusion.network.ControlNet;
import io.github.arc2faceij.diffusion.network.Pixels;
import io.github.arc2faceij.diffusion.network.UNet;
import io.github.arc2faceij.diffusion.network.Vae;
import io.github.arc2faceij.diffusion.noise.TorchCpuNoise;
import io.github.arc2faceij.diffusion.sampler.Sampler;
import io.github.arc2faceij.diffusion.sampler.SamplerType;
import io.github.arc2faceij.diffusion.sampler.Schedule;
import io.github.arc2faceij.models.ModelFolder;
import io.github.arc2faceij.weights.Goldens;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Memory decides how many pictures go through the bundled UNet at once, and nothing else. */
class BatchSplitTest {

    private static final int COUNT = 5;

    @ParameterizedTest
    @EnumSource(
            value = SamplerType.class,
            names = {"DPMPP_2M", "EULER_A"})
    void everySplitGivesTheSamePixels(SamplerType type) {
        ModelFolder bundled = ModelFolder.bundled();
        try (UNet unet = new UNet(bundled.unet(), Device.CPU);
                Vae vae = new Vae(bundled.vae(), Device.CPU)) {
            List<Picture> together = pictures(unet, vae, type, 2 * COUNT);
            for (int rows : new int[] {4, 3, 1}) {
                List<Picture> split = pictures(unet, vae, type, rows);
                for (int i = 0; i < COUNT; i++) {
                    assertArrayEquals(together.get(i).rgb(), split.get(i).rgb(), rows + " rows, picture " + i);
                }
            }
        }
    }

    private static List<Picture> pictures(UNet unet, Vae vae, SamplerType type, int rows) {
        Map<String, Tensor> prompts = Goldens.load("mini/encoder.safetensors");
        Sampler sampler = type.sampler(Schedule.read(ModelFolder.bundled().schedulerConfig()), 4);
        TorchCpuNoise noise = new TorchCpuNoise(42);
        GuidedDenoiser denoiser = new GuidedDenoiser(
                (batch, progress) -> unet.predictNoise(
                        batch.latents(),
                        batch.timestep(),
                        batch.context(),
                        new Conditions(ControlNet.Residuals.NONE, Optional.empty(), Optional.empty(), batch.empty()),
                        progress),
                prompts.get("empty"),
                prompts.get("prompt"),
                3,
                0,
                rows);
        Tensor latents = sampler.sample(denoiser, sampler.start(noise.normal(COUNT, 4, 16, 16)), noise, Progress.NONE);
        List<Picture> pictures = new ArrayList<>();
        for (int i = 0; i < COUNT; i++) {
            Tensor one = DiffusionGoldens.affine(latents.slice(i, i + 1), (float) (1 / vae.scalingFactor()), 0);
            pictures.add(Pixels.toPicture(vae.decode(one, Progress.NONE)));
        }
        return pictures;
    }
}
