package io.github.arc2faceij.diffusion.network;

import static io.github.arc2faceij.common.TensorAssert.assertClose;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.arc2faceij.common.Arc2FaceException;
import io.github.arc2faceij.common.Progress;
import io.github.arc2faceij.common.Tensor;
import io.github.arc2faceij.common.TensorAssert;
import io.github.arc2faceij.device.Device;
import io.github.arc2faceij.diffusion.DiffusionGoldens;
import io.github.arc2faceij.diffusion.network.ControlNet.Residuals;
import io.github.arc2faceij.models.ModelFolder;
import io.github.arc2faceij.weights.DataType;
import io.github.arc2faceij.weights.Goldens;
import io.github.arc2faceij.weights.RecipeWeights;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UNetTest {

    private static final double TOLERANCE = 1e-3;

    @TempDir
    static Path folder;

    private static UNet tiny;
    private static ControlNet tinyControl;

    @BeforeAll
    static void load() {
        tiny = new UNet(RecipeWeights.writeNetwork("tiny", "arc2face", folder, DataType.F32), Device.CPU);
        tinyControl =
                new ControlNet(RecipeWeights.writeNetwork("tiny", "controlnet", folder, DataType.F32), Device.CPU);
    }

    @AfterAll
    static void close() {
        tiny.close();
        tinyControl.close();
    }

    @ParameterizedTest
    @CsvSource({
        "1x8x16, 1", "1x8x16, 500", "1x8x16, 981",
        "1x16x24, 1", "1x16x24, 500", "1x16x24, 981",
        "2x16x16, 1", "2x16x16, 500", "2x16x16, 981"
    })
    void predictsNoiseWithAndWithoutControlNetAsDiffusers(String shape, int timestep) {
        Map<String, Tensor> golden = Goldens.load("tiny/unet." + shape + ".t" + timestep + ".safetensors");
        Tensor latents = golden.get("x");
        Tensor context = DiffusionGoldens.context("tiny", latents.dim(0));
        assertClose(
                golden.get("y"),
                tiny.predictNoise(latents, timestep, context, Residuals.NONE, Progress.NONE),
                TOLERANCE);

        Residuals residuals = tinyControl.residuals(
                latents, timestep, context, DiffusionGoldens.condition(latents), 0.8, Progress.NONE);
        residuals
                .byInput()
                .forEach((name, tensor) -> assertClose(golden.get(name.replace("_", "")), tensor, TOLERANCE));
        Tensor controlled = tiny.predictNoise(latents, timestep, context, residuals, Progress.NONE);
        assertClose(golden.get("y_controlled"), controlled, TOLERANCE);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 500, 999})
    void predictsNoiseWithTheBundledModelAsDiffusers(int timestep) {
        Map<String, Tensor> golden = Goldens.load("mini/unet.safetensors");
        try (UNet unet = new UNet(ModelFolder.bundled().unet(), Device.CPU)) {
            Tensor noise =
                    unet.predictNoise(golden.get("x"), timestep, golden.get("context"), Residuals.NONE, Progress.NONE);
            assertClose(golden.get("y.t" + timestep), noise, TOLERANCE);
        }
    }

    @Test
    void followsTheBundledControlNetAsDiffusers() {
        Map<String, Tensor> golden = Goldens.load("mini/unet.safetensors");
        Tensor latents = golden.get("x");
        Tensor context = golden.get("context");
        Tensor condition =
                DiffusionGoldens.affine(golden.get("normal_map"), 1 / 255f, 0).repeat(2);
        try (UNet unet = new UNet(ModelFolder.bundled().unet(), Device.CPU);
                ControlNet control = new ControlNet(ModelFolder.bundled().controlNet(), Device.CPU)) {
            Residuals residuals = control.residuals(latents, 500, context, condition, 1, Progress.NONE);
            Tensor noise = unet.predictNoise(latents, 500, context, residuals, Progress.NONE);
            assertClose(golden.get("y_controlled.t500"), noise, TOLERANCE);
        }
    }

    @Test
    void takesLatentsWhoseSizeNoPowerOfTwoDivides() {
        Tensor latents = RecipeWeights.uniform("odd", 1, 4, 9, 13);
        Tensor noise =
                tiny.predictNoise(latents, 500, DiffusionGoldens.context("tiny", 1), Residuals.NONE, Progress.NONE);
        assertArrayEquals(latents.shape(), noise.shape());
    }

    @Test
    void computesInFloat32FromHalfPrecisionFiles(@TempDir Path halves) throws IOException {
        Path half = RecipeWeights.writeNetwork("tiny", "arc2face", halves, DataType.F16);
        Path rounded = DiffusionGoldens.asFloat32(half, halves.resolve("rounded"));
        Tensor latents = RecipeWeights.uniform("half", 1, 4, 16, 16);
        Tensor context = DiffusionGoldens.context("tiny", 1);
        try (UNet fromHalf = new UNet(half, Device.CPU);
                UNet fromFloat = new UNet(rounded, Device.CPU)) {
            Tensor expected = fromFloat.predictNoise(latents, 500, context, Residuals.NONE, Progress.NONE);
            Tensor noise = fromHalf.predictNoise(latents, 500, context, Residuals.NONE, Progress.NONE);
            assertClose(expected, noise, 1e-6);
            Tensor unrounded = tiny.predictNoise(latents, 500, context, Residuals.NONE, Progress.NONE);
            assertTrue(TensorAssert.largestDifference(unrounded, noise) > 1e-6, "the halves were not used");
        }
    }

    @Test
    void knowsItsSize() {
        assertEquals(16, tiny.sampleSize());
        assertEquals(4, tiny.inChannels());
    }

    @Test
    void refusesWeightsOfAnotherArchitectureByName(@TempDir Path other) throws IOException {
        Path network = RecipeWeights.writeNetwork("tiny", "arc2face", other, DataType.F16);
        Path config = network.resolve("config.json");
        String text = Files.readString(config);
        Files.writeString(config, text.replace("\"cross_attention_dim\": 576", "\"cross_attention_dim\": 768"));
        assertRefused(network, "transformer_blocks.0.attn2.to_k.weight", "[32, 576]", "[32, 768]");
        Files.writeString(config, text.replace("\"layers_per_block\": 2", "\"layers_per_block\": 3"));
        assertRefused(network, "\"down_blocks.0.resnets.2.norm1.weight\"", "[32]");
    }

    @Test
    void refusesResidualsOfAnotherControlNet() {
        Map<String, Tensor> golden = Goldens.load("mini/unet.safetensors");
        Tensor latents = golden.get("x");
        Tensor condition = DiffusionGoldens.condition(latents);
        try (ControlNet mini = new ControlNet(ModelFolder.bundled().controlNet(), Device.CPU)) {
            Residuals residuals = mini.residuals(latents, 500, golden.get("context"), condition, 1, Progress.NONE);
            Tensor context = DiffusionGoldens.context("tiny", 2);
            Arc2FaceException refusal = assertThrows(
                    Arc2FaceException.class, () -> tiny.predictNoise(latents, 500, context, residuals, Progress.NONE));
            assertTrue(refusal.getMessage().contains("ControlNet"), refusal.getMessage());
        }
    }

    @Test
    void refusesPromptsOfAnotherTextEncoder() {
        Tensor latents = Tensor.zeros(1, 4, 16, 16);
        Arc2FaceException refusal = assertThrows(
                Arc2FaceException.class,
                () -> tiny.predictNoise(latents, 1, Tensor.zeros(1, 77, 768), Residuals.NONE, Progress.NONE));
        assertTrue(refusal.getMessage().contains("\"prompt\""), refusal.getMessage());
        assertTrue(refusal.getMessage().contains("[1, 77, 768]"), refusal.getMessage());
    }

    private static void assertRefused(Path network, String... words) {
        Arc2FaceException refusal = assertThrows(Arc2FaceException.class, () -> new UNet(network, Device.CPU));
        for (String word : words) {
            assertTrue(refusal.getMessage().contains(word), refusal.getMessage());
        }
    }
}
