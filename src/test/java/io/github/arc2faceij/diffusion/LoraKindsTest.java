package io.github.arc2faceij.diffusion;

import static io.github.arc2faceij.common.TensorAssert.assertClose;

import io.github.arc2faceij.common.Progress;
import io.github.arc2faceij.common.Tensor;
import io.github.arc2faceij.diffusion.ControlNet.Residuals;
import io.github.arc2faceij.onnx.Device;
import io.github.arc2faceij.onnx.Lora;
import io.github.arc2faceij.onnx.UNetOptions;
import io.github.arc2faceij.weights.DataType;
import io.github.arc2faceij.weights.Goldens;
import io.github.arc2faceij.weights.RecipeLora;
import io.github.arc2faceij.weights.RecipeWeights;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** LoRAs of all kinds, each against the library that defines it: LyCORIS, PEFT and diffusers (src/golden/loras.py). */
class LoraKindsTest {

    private static final double TOLERANCE = 1e-3;
    private static final double ENCODER_TOLERANCE = 1e-4;
    private static final int TIMESTEP = 500;

    @TempDir
    static Path folder;

    private static Path unet;
    private static Map<String, Tensor> golden;

    @BeforeAll
    static void write() {
        unet = RecipeWeights.writeNetwork("tiny", "arc2face", folder, DataType.F32);
        golden = Goldens.load("tiny/loras.safetensors");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "locon_mid",
                "loha",
                "loha_cores",
                "lokr",
                "lokr_both",
                "lokr_whole",
                "dora",
                "dora_inputs",
                "dora_loha",
                "dora_lokr",
                "peft_dora",
                "peft_loha",
                "peft_lokr",
                "peft_patterns",
                "header",
                "header_root",
                "text"
            })
    void predictsNoiseAsTheReference(String name) {
        assertClose(golden.get(name), noise(new Lora(RecipeLora.write(name, folder), 1)), TOLERANCE);
    }

    @ParameterizedTest
    @CsvSource({"dora, 0.6", "dora_inputs, 0.6", "peft_dora, 0.6", "peft_lokr, 0.6"})
    void predictsNoiseAtOtherScales(String name, String scale) {
        Lora lora = new Lora(RecipeLora.write(name, folder), Double.parseDouble(scale));
        assertClose(golden.get(name + "." + scale), noise(lora), TOLERANCE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"dora", "peft_dora", "lokr"})
    void hasNoEffectAtScaleZero(String name) {
        assertClose(noise(), noise(new Lora(RecipeLora.write(name, folder), 0)), 0);
    }

    @Test
    void changesTheTextEncoderAsDiffusers() {
        Path encoder = RecipeWeights.writeNetwork("tiny", "encoder", folder, DataType.F32);
        Lora lora = new Lora(RecipeLora.write("text", folder), 1);
        float[] identity = Goldens.load("tiny/encoder.safetensors").get("id").data();
        try (TextEncoder adapted = new TextEncoder(encoder, Device.CPU, List.of(lora))) {
            float[] embedding = Arrays.copyOf(identity, adapted.hiddenSize());
            Tensor prompt =
                    adapted.encode(DiffusionGoldens.PROMPT, DiffusionGoldens.ID_POSITION, embedding, Progress.NONE);
            assertClose(golden.get("text.prompt"), front(prompt), ENCODER_TOLERANCE);
            Tensor empty = adapted.encode(DiffusionGoldens.EMPTY, TextEncoder.NONE, embedding, Progress.NONE);
            assertClose(golden.get("text.empty"), front(empty), ENCODER_TOLERANCE);
        }
    }

    /** The golden keeps the first tokens. */
    private static Tensor front(Tensor prompt) {
        int tokens = golden.get("text.prompt").dim(1);
        return Tensor.of(Arrays.copyOf(prompt.data(), tokens * prompt.dim(2)), 1, tokens, prompt.dim(2));
    }

    private static Tensor noise(Lora... loras) {
        Map<String, Tensor> inputs = Goldens.load("tiny/lora_kohya_unet.safetensors");
        UNetOptions options = UNetOptions.NONE;
        for (Lora lora : loras) {
            options = options.withLora(lora);
        }
        try (UNet adapted = new UNet(unet, Device.CPU, options)) {
            return adapted.predictNoise(
                    inputs.get("x").slice(0, 1),
                    TIMESTEP,
                    inputs.get("context").slice(0, 1),
                    Residuals.NONE,
                    Progress.NONE);
        }
    }
}
