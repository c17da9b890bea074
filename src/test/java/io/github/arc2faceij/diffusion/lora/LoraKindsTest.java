package io.github.arc2faceij.diffusion.lora;

import static io.github.arc2faceij.common.TensorAssert.assertClose;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.arc2faceij.common.Arc2FaceException;
import io.github.arc2faceij.common.Progress;
import io.github.arc2faceij.common.Tensor;
import io.github.arc2faceij.device.Device;
import io.github.arc2faceij.diffusion.DiffusionGoldens;
import io.github.arc2faceij.diffusion.graph.UNetOptions;
import io.github.arc2faceij.diffusion.network.PassInputs;
import io.github.arc2faceij.diffusion.network.TextEncoder;
import io.github.arc2faceij.diffusion.network.UNet;
import io.github.arc2faceij.weights.DataType;
import io.github.arc2faceij.weights.Goldens;
import io.github.arc2faceij.weights.RecipeLora;
import io.github.arc2faceij.weights.RecipeWeights;
import io.github.arc2faceij.weights.Safetensors;
import io.github.arc2faceij.weights.WeightFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
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

    /** Names of the text encoder's layers: kohya's, and those that diffusers, PEFT and ComfyUI write for the same. */
    @ParameterizedTest
    @CsvSource({
        "lora_te_text_model_, false, %s",
        "lora_te1_text_model_, false, %s",
        "lora_te_wrapped_transformer_text_model_, false, %s",
        "text_encoder.text_model., true, %s",
        "text_encoder., true, %s",
        "base_model.model.text_model., true, %s",
        "text_encoders.clip_l.transformer.text_model., true, %s",
        "text_encoder.text_model., true, to_%s_lora"
    })
    void changesTheTextEncoderAsDiffusers(String beginning, boolean dots, String attention) {
        WeightFile file = WeightFile.open(RecipeLora.write("text", folder));
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        for (String name : file.names()) {
            tensors.put(textName(name, beginning, dots, attention), file.read(name));
        }
        Path renamed = folder.resolve("renamed.safetensors");
        Safetensors.write(renamed, tensors);
        assertText(new Lora(renamed, 1));
    }

    private static String textName(String name, String beginning, boolean dots, String attention) {
        if (!name.startsWith("lora_te_")) {
            return name;
        }
        int end = name.indexOf('.');
        String layer = name.substring("lora_te_text_model_".length(), end);
        String part = name.substring(end);
        if (dots) {
            layer = layer.replaceFirst("encoder_layers_(\\d)_(self_attn|mlp)_", "encoder.layers.$1.$2.");
        }
        if (attention.startsWith("to_") && layer.endsWith("_proj")) {
            layer = layer.replaceFirst("\\.(q|k|v|out)_proj$", "." + attention.replace("%s", "$1"));
            part = part.replace(".lora_", ".");
        }
        return beginning + layer + part;
    }

    private static void assertText(Lora lora) {
        Path encoder = RecipeWeights.writeNetwork("tiny", "encoder", folder, DataType.F32);
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

    @Test
    void anAlphaOfItsOwnComesBeforeTheHeader() throws IOException {
        Path header = RecipeLora.write("header", folder);
        WeightFile file = WeightFile.open(header);
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        file.names().forEach(name -> tensors.put(name, file.read(name)));
        String layer = "unet.mid_block.attentions.0.transformer_blocks.0.attn2.to_v.";
        tensors.put(layer + "alpha", Tensor.of(new float[] {24}));
        Path own = Files.createDirectories(folder.resolve("own")).resolve("adapter_model.safetensors");
        Safetensors.write(own, tensors);
        // to_out has rank 3, for which alpha is the common one.
        Files.writeString(
                own.resolveSibling("adapter_config.json"),
                "{\"r\": 6, \"lora_alpha\": 12, \"alpha_pattern\": {\"attn1.to_q\": 3, \"up_blocks.*attn2.to_v\": 24}}");
        assertClose(golden.get("header"), noise(new Lora(own, 1)), TOLERANCE);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            [1, 2]                                    | it is not a JSON object
            {"r": 6                                   | it is not a JSON object
            {"r": 6, "lora_alpha": "much"}            | alpha or rank is not a number
            {"r": 6, "lora_alpha": [3, 4]}            | alpha or rank is not a number
            {"r": 6, "lora_alpha": NaN}               | alpha is NaN and the rank 6.0
            {"r": 6, "alpha_pattern": {"to_(q": 3}}   | it has the pattern "(.*\\.)?(to_(q)$"
            """)
    void refusesAConfigThatMakesNoSense(String config, String reason) throws IOException {
        Path lora = RecipeLora.writePeft(
                Files.createDirectories(folder.resolve("broken")).resolve("adapter_model.safetensors"));
        Path file = Files.writeString(lora.resolveSibling("adapter_config.json"), config);
        Arc2FaceException refusal = assertThrows(Arc2FaceException.class, () -> noise(new Lora(lora, 1)));
        assertTrue(refusal.getMessage().contains(file + ": " + reason), refusal.getMessage());
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
                    PassInputs.NONE,
                    Progress.NONE);
        }
    }
}
