package io.github.arc2faceij.diffusion;

import static io.github.arc2faceij.common.TensorAssert.assertClose;
import static io.github.arc2faceij.diffusion.network.Float16NetworksTest.HALF;
import static io.github.arc2faceij.diffusion.network.Float16NetworksTest.assertNearInHalf;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.arc2faceij.common.FreeDiskSpace;
import io.github.arc2faceij.common.Notices;
import io.github.arc2faceij.common.Progress;
import io.github.arc2faceij.common.Tensor;
import io.github.arc2faceij.device.Device;
import io.github.arc2faceij.diffusion.network.ControlNet;
import io.github.arc2faceij.diffusion.network.PassInputs;
import io.github.arc2faceij.diffusion.network.TextEncoder;
import io.github.arc2faceij.diffusion.network.UNet;
import io.github.arc2faceij.diffusion.network.Vae;
import io.github.arc2faceij.weights.DataType;
import io.github.arc2faceij.weights.Goldens;
import io.github.arc2faceij.weights.RecipeWeights;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The networks at the true size of SD 1.5, one pass each, with weights by formula, in float32 and in float16. */
@Tag("full-size")
class FullSizeTest {

    private static final long GIGABYTE = 1L << 30;
    private static final long DISK = 10 * GIGABYTE;
    private static final long MEMORY = 12 * GIGABYTE;

    @TempDir
    Path folder;

    @BeforeEach
    void checkRoom() throws IOException {
        var system = (com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        assumeTrue(system.getTotalMemorySize() >= MEMORY, "full-size tests need 12 GB of memory");
        assumeTrue(FreeDiskSpace.OF_SYSTEM.in(folder).orElse(DISK) >= DISK, "full-size tests need 10 GB of disk");
    }

    @Test
    void encodesAsTransformers() {
        Path network = RecipeWeights.writeNetwork("full", "encoder", folder, DataType.F32);
        Map<String, Tensor> golden = Goldens.load("full/encoder.safetensors");
        try (TextEncoder encoder = new TextEncoder(network, Device.CPU)) {
            float[] identity = Arrays.copyOf(golden.get("id").data(), encoder.hiddenSize());
            Tensor empty = encoder.encode(DiffusionGoldens.EMPTY, TextEncoder.NONE, identity, Progress.NONE);
            Tensor prompt =
                    encoder.encode(DiffusionGoldens.PROMPT, DiffusionGoldens.ID_POSITION, identity, Progress.NONE);
            assertClose(golden.get("empty"), empty, 1e-4);
            assertClose(golden.get("prompt"), prompt, 1e-4);
        }
        try (TextEncoder encoder = new TextEncoder(network, HALF)) {
            float[] identity = Arrays.copyOf(golden.get("id").data(), encoder.hiddenSize());
            Tensor prompt =
                    encoder.encode(DiffusionGoldens.PROMPT, DiffusionGoldens.ID_POSITION, identity, Progress.NONE);
            assertNearInHalf(golden.get("prompt"), prompt, "prompt");
        }
    }

    @Test
    void predictsNoiseWithAndWithoutControlNetAsDiffusers() {
        Map<String, Tensor> golden = Goldens.load("full/unet.1x64x64.t981.safetensors");
        Tensor latents = golden.get("x");
        Tensor context = DiffusionGoldens.context("full", 1);
        Map<String, Tensor> residuals = residuals(latents, context);
        assertClose(golden.get("down0"), firstChannels(residuals.get("down_0"), 8), 1e-3);
        assertClose(golden.get("down11"), residuals.get("down_11"), 1e-3);
        assertClose(golden.get("mid"), residuals.get("mid"), 1e-3);

        Path network = RecipeWeights.writeNetwork("full", "arc2face", folder, DataType.F32);
        List<String> notPrepared = new ArrayList<>();
        Notices.to(notPrepared::add);
        try (UNet unet = new UNet(network, Device.CPU)) {
            Tensor free = unet.predictNoise(latents, 981, context, PassInputs.NONE, Progress.NONE);
            assertClose(golden.get("y"), free, 1e-3);
            Tensor controlled = unet.predictNoise(latents, 981, context, PassInputs.perRow(residuals), Progress.NONE);
            assertClose(golden.get("y_controlled"), controlled, 1e-3);
        }
        assertEquals(List.of(), notPrepared);
        try (UNet unet = new UNet(network, HALF)) {
            Tensor controlled = unet.predictNoise(latents, 981, context, PassInputs.perRow(residuals), Progress.NONE);
            assertNearInHalf(golden.get("y_controlled"), controlled, "noise in a pose");
        }
    }

    private Map<String, Tensor> residuals(Tensor latents, Tensor context) {
        Path network = RecipeWeights.writeNetwork("full", "controlnet", folder, DataType.F32);
        Tensor condition = DiffusionGoldens.condition(latents);
        Tensor golden = Goldens.load("full/unet.1x64x64.t981.safetensors").get("mid");
        try (ControlNet control = new ControlNet(network, HALF)) {
            Map<String, Tensor> half = control.residuals(latents, 981, context, condition, 0.8, Progress.NONE);
            assertNearInHalf(golden, half.get("mid"), "residual");
        }
        try (ControlNet control = new ControlNet(network, Device.CPU)) {
            return control.residuals(latents, 981, context, condition, 0.8, Progress.NONE);
        }
    }

    @Test
    void decodesAndEncodesAsDiffusers() {
        Path network = RecipeWeights.writeNetwork("full", "vae", folder, DataType.F32);
        Map<String, Tensor> golden = Goldens.load("full/vae.safetensors");
        try (Vae vae = new Vae(network, Device.CPU)) {
            Tensor latents = DiffusionGoldens.affine(golden.get("z"), (float) (1 / vae.scalingFactor()), 0);
            assertClose(golden.get("decoded"), everyFourthPixel(vae.decode(latents, Progress.NONE)), 1e-3);
            Vae.Posterior posterior = vae.encode(RecipeWeights.uniform("pix", 1, 3, 512, 512), Progress.NONE);
            assertClose(golden.get("mean"), posterior.mean(), 1e-3);
            assertClose(golden.get("logvar"), posterior.logVariance(), 1e-3);
        }
        try (Vae vae = new Vae(network, HALF)) {
            Tensor latents = DiffusionGoldens.affine(golden.get("z"), (float) (1 / vae.scalingFactor()), 0);
            assertNearInHalf(golden.get("decoded"), everyFourthPixel(vae.decode(latents, Progress.NONE)), "picture");
        }
    }

    private static Tensor firstChannels(Tensor x, int channels) {
        int size = channels * x.dim(2) * x.dim(3);
        return Tensor.of(Arrays.copyOf(x.data(), size), 1, channels, x.dim(2), x.dim(3));
    }

    private static Tensor everyFourthPixel(Tensor x) {
        int height = x.dim(2) / 4;
        int width = x.dim(3) / 4;
        Tensor y = Tensor.zeros(1, x.dim(1), height, width);
        for (int i = 0; i < y.size(); i++) {
            int row = i / width;
            y.data()[i] = x.data()[row / height * x.dim(2) * x.dim(3) + row % height * 4 * x.dim(3) + i % width * 4];
        }
        return y;
    }
}
