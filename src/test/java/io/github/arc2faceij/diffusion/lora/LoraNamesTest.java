package io.github.arc2faceij.diffusion.lora;

import static io.github.arc2faceij.common.TensorAssert.assertClose;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.arc2faceij.common.Arc2FaceException;
import io.github.arc2faceij.common.Progress;
import io.github.arc2faceij.common.Tensor;
import io.github.arc2faceij.device.Device;
import io.github.arc2faceij.diffusion.graph.UNetOptions;
import io.github.arc2faceij.diffusion.network.PassInputs;
import io.github.arc2faceij.diffusion.network.TextEncoder;
import io.github.arc2faceij.diffusion.network.UNet;
import io.github.arc2faceij.models.ModelFolder;
import io.github.arc2faceij.weights.DataType;
import io.github.arc2faceij.weights.Goldens;
import io.github.arc2faceij.weights.RecipeLora;
import io.github.arc2faceij.weights.RecipeWeights;
import io.github.arc2faceij.weights.Safetensors;
import io.github.arc2faceij.weights.WeightFile;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The goldens' LoRAs under the names that other programs give the same tensors, and what those of other models are called. */
class LoraNamesTest {

    private static final double TOLERANCE = 1e-3;
    private static final int TIMESTEP = 500;

    /** Stable Diffusion 1.5's blocks by their first names and by those of diffusers. */
    private static final Map<String, String> ORIGINAL_BLOCKS = Arrays.stream(
                    """
                    input_blocks.1.0 down_blocks.0.resnets.0
                    input_blocks.1.1 down_blocks.0.attentions.0
                    input_blocks.2.0 down_blocks.0.resnets.1
                    input_blocks.2.1 down_blocks.0.attentions.1
                    input_blocks.3.0.op down_blocks.0.downsamplers.0.conv
                    input_blocks.4.0 down_blocks.1.resnets.0
                    input_blocks.4.1 down_blocks.1.attentions.0
                    input_blocks.5.0 down_blocks.1.resnets.1
                    input_blocks.5.1 down_blocks.1.attentions.1
                    input_blocks.6.0.op down_blocks.1.downsamplers.0.conv
                    input_blocks.7.0 down_blocks.2.resnets.0
                    input_blocks.7.1 down_blocks.2.attentions.0
                    input_blocks.8.0 down_blocks.2.resnets.1
                    input_blocks.8.1 down_blocks.2.attentions.1
                    input_blocks.9.0.op down_blocks.2.downsamplers.0.conv
                    input_blocks.10.0 down_blocks.3.resnets.0
                    input_blocks.11.0 down_blocks.3.resnets.1
                    middle_block.0 mid_block.resnets.0
                    middle_block.1 mid_block.attentions.0
                    middle_block.2 mid_block.resnets.1
                    output_blocks.0.0 up_blocks.0.resnets.0
                    output_blocks.1.0 up_blocks.0.resnets.1
                    output_blocks.2.0 up_blocks.0.resnets.2
                    output_blocks.2.1.conv up_blocks.0.upsamplers.0.conv
                    output_blocks.3.0 up_blocks.1.resnets.0
                    output_blocks.3.1 up_blocks.1.attentions.0
                    output_blocks.4.0 up_blocks.1.resnets.1
                    output_blocks.4.1 up_blocks.1.attentions.1
                    output_blocks.5.0 up_blocks.1.resnets.2
                    output_blocks.5.1 up_blocks.1.attentions.2
                    output_blocks.5.2.conv up_blocks.1.upsamplers.0.conv
                    output_blocks.6.0 up_blocks.2.resnets.0
                    output_blocks.6.1 up_blocks.2.attentions.0
                    output_blocks.7.0 up_blocks.2.resnets.1
                    output_blocks.7.1 up_blocks.2.attentions.1
                    output_blocks.8.0 up_blocks.2.resnets.2
                    output_blocks.8.1 up_blocks.2.attentions.2
                    output_blocks.8.2.conv up_blocks.2.upsamplers.0.conv
                    output_blocks.9.0 up_blocks.3.resnets.0
                    output_blocks.9.1 up_blocks.3.attentions.0
                    output_blocks.10.0 up_blocks.3.resnets.1
                    output_blocks.10.1 up_blocks.3.attentions.1
                    output_blocks.11.0 up_blocks.3.resnets.2
                    output_blocks.11.1 up_blocks.3.attentions.2
                    """
                            .split("\n"))
            .map(line -> line.split(" "))
            .collect(Collectors.toMap(pair -> pair[1], pair -> pair[0]));

    private static final Map<String, String> ORIGINAL_LAYERS = Map.of(
            "conv1", "in_layers.2",
            "conv2", "out_layers.3",
            "time_emb_proj", "emb_layers.1",
            "conv_shortcut", "skip_connection");

    @TempDir
    static Path folder;

    private static Path unet;
    private static Path kohya;
    private static Path peft;

    @BeforeAll
    static void write() {
        unet = RecipeWeights.writeNetwork("tiny", "arc2face", folder, DataType.F32);
        kohya = RecipeLora.writeKohya(folder.resolve("kohya.safetensors"));
        peft = RecipeLora.writePeft(folder.resolve("peft.safetensors"));
    }

    /** Each column replaces in PEFT's names {@code unet.LAYER.to_out.0.lora_A.weight}; A is down, B up. */
    @ParameterizedTest
    @CsvSource({
        // diffusers' first names, in a pipeline and by themselves
        "unet., .processor, _lora.%s.weight, to_out",
        "'', .processor, _lora.%s.weight, to_out",
        // diffusers since
        "unet., '', .lora.%s.weight, to_out.0",
        "unet., '', .lora_linear_layer.%s.weight, to_out.0",
        "'', '', .lora_%S.weight, to_out.0",
        // PEFT itself, saved and from a running model
        "base_model.model., '', .lora_%S.weight, to_out.0",
        "base_model.model., '', .lora_%S.default.weight, to_out.0",
        "unet.base_model.model., '', .lora_%S.default_0.weight, to_out.0",
        // ComfyUI, OneTrainer
        "diffusion_model., '', .lora_%S.weight, to_out.0",
        "model.diffusion_model., '', .lora_%s.weight, to_out.0"
    })
    void namesOfAttentions(String beginning, String processor, String ending, String out) {
        Path renamed = renamed(peft, name -> {
            boolean down = name.contains("lora_A");
            String end = ending.replace("%s", down ? "down" : "up").replace("%S", down ? "A" : "B");
            return name.replaceFirst("^unet\\.", beginning)
                    .replaceFirst("\\.to_", processor + ".to_")
                    .replace("to_out.0", out)
                    .replaceFirst("\\.lora_[AB]\\.weight$", end);
        });
        assertGolden("peft", renamed);
    }

    @ParameterizedTest
    @CsvSource({
        "lora_unet_, lycoris_, lora_down.weight, lora_down.weight",
        "lora_unet_, '', lora_down.weight, lora_A.weight",
        "lora_unet_, unet., lora_up.weight, lora.up.weight"
    })
    void namesOfAllLayers(String before, String after, String part, String now) {
        assertGolden("kohya", renamed(kohya, name -> name.replaceFirst("^" + before, after)
                .replace(part, now)));
    }

    @ParameterizedTest
    @CsvSource({"diffusion_model., .", "lora_unet_, _"})
    void namesOfTheFirstProgram(String beginning, String separator) {
        Map<String, String> layers = originalNames();
        Path renamed = renamed(kohya, name -> {
            int end = name.indexOf('.');
            String layer = layers.get(name.substring("lora_unet_".length(), end));
            return beginning + layer.replace(".", separator) + name.substring(end);
        });
        assertGolden("kohya", renamed);
    }

    /** By kohya's names of the layers. */
    private static Map<String, String> originalNames() {
        Map<String, String> names = new LinkedHashMap<>();
        for (String tensor : Goldens.json("tiny/arc2face/tensors.json").keySet()) {
            String layer = tensor.replaceFirst("\\.weight$", "");
            ORIGINAL_BLOCKS.forEach((block, original) -> {
                if (layer.equals(block) || layer.startsWith(block + ".")) {
                    String inside = layer.substring(block.length()).replaceFirst("^\\.", "");
                    String now = ORIGINAL_LAYERS.getOrDefault(inside, inside);
                    names.put(layer.replace('.', '_'), original + (now.isEmpty() ? "" : "." + now));
                }
            });
        }
        return names;
    }

    @ParameterizedTest
    @CsvSource({"I64, ''", "I64, 1", "F64, ''", "BF16, 1", "F16, 1", "F32, 1"})
    void alphaIsAnyNumber(DataType type, String shape) {
        Long[] axes = shape.isEmpty() ? new Long[0] : new Long[] {1L};
        Path file = folder.resolve("alpha_" + type + shape + ".safetensors");
        assertGolden("kohya", RecipeLora.writeKohya(file, type, axes));
    }

    /** Layers as files of other models have them, met in public issues of diffusers and ComfyUI. */
    @ParameterizedTest
    @CsvSource({
        "lora_te2_text_model_encoder_layers_0_mlp_fc1.lora_down.weight, Stable Diffusion XL",
        "text_encoder_2.text_model.encoder.layers.0.mlp.fc1.lora_A.weight, Stable Diffusion XL",
        "lora_unet_input_blocks_4_1_transformer_blocks_1_attn1_to_k.lora_up.weight, Stable Diffusion XL",
        "unet.mid_block.attentions.0.transformer_blocks.9.attn1.to_q.lora_A.weight, Stable Diffusion XL",
        "lora_unet_double_blocks_0_img_attn_proj.lora_down.weight, Flux",
        "lora_unet_single_blocks_0_linear1.lora_down.weight, Flux",
        "transformer.single_transformer_blocks.0.attn.to_q.lora_A.weight, Flux",
        "lycoris_single_transformer_blocks_17_attn_to_q.lokr_w1, Flux",
        "lora_unet_joint_blocks_0_x_block_attn_qkv.lora_down.weight, Stable Diffusion 3",
        "transformer.transformer_blocks.0.attn.to_q.lora_A.weight, a diffusion transformer",
        "lycoris_transformer_blocks_3_attn2_to_q.lokr_w1, a diffusion transformer",
        "diffusion_model.blocks.0.self_attn.q.lora_A.weight, a diffusion transformer",
        "diffusion_model.layers.0.attention.to_q.lora_A.weight, a diffusion transformer",
    })
    void namesTheOtherModel(String tensor, String model) {
        assertRefused(with(tensor, 4, 4), "was made for " + model, "\"" + tensor + "\"", "Stable Diffusion 1.5");
    }

    @ParameterizedTest
    @CsvSource({
        "lora_unet_mid_block_resnets_0_conv1.a1.weight, GLoRA",
        "lora_unet_mid_block_resnets_0_conv1.oft_diag, OFT",
        "base_model.model.mid_block.resnets.0.conv1.oft_R.weight, OFT",
        "base_model.model.mid_block.resnets.0.conv1.boft_R, BOFT",
        "lora_te_text_model_encoder_layers_0_mlp_fc2.on_input, IA3",
        "base_model.model.mid_block.resnets.0.conv1.ia3_l, IA3",
        "lora_unet_mid_block_resnets_0_conv1.diff, Full",
        "lora_unet_mid_block_resnets_0_conv1.diff_b, Full",
        "lora_unet_mid_block_resnets_0_norm1.w_norm, Norm",
        "lora_unet_mid_block_resnets_0_norm1.b_norm, Norm",
        "lora_unet_mid_block_resnets_0_conv1.q_layer.weight, T-LoRA",
        "unet.mid_block.resnets.0.conv1.lora_B.bias, LoRA with biases",
        "base_model.model.text_model.embeddings.token_embedding.lora_embedding_A, LoRA of embeddings",
        "mid_block.attentions.0.transformer_blocks.0.attn2.processor.to_k_custom_diffusion.weight, Custom Diffusion",
        "base_model.model.mid_block.resnets.0.conv1.vera_lambda_b, one of PEFT's newer kinds"
    })
    void namesTheKindThatCannotBeAdded(String tensor, String kind) {
        assertRefused(with(tensor, 4, 4), "is of the kind " + kind, "\"" + tensor + "\"", "LoHa, LoKr and DoRA");
    }

    @Test
    void quotesWhatTheFileSaysAboutItself() {
        Path file = RecipeLora.writePeft(folder.resolve("said.safetensors"), Map.of("ss_base_model_version", "sd_v2"));
        UNetOptions options = UNetOptions.NONE.withLora(new Lora(file, 1));
        Path other = ModelFolder.bundled().unet();
        Arc2FaceException refusal = assertThrows(Arc2FaceException.class, () -> new UNet(other, Device.CPU, options));
        assertTrue(refusal.getMessage().contains("It says that it was made for \"sd_v2\"."), refusal.getMessage());
    }

    @Test
    void tellsButterflyFromBlockDiagonal() {
        String tensor = "lora_unet_mid_block_resnets_0_conv1.oft_blocks";
        assertRefused(with(tensor, 4, 2, 2), "of the kind OFT or Diag-OFT");
        assertRefused(with(tensor, 2, 4, 2, 2), "of the kind BOFT");
    }

    /** The prompt never uses the word that such an embedding belongs to. */
    @Test
    void passesOverEmbeddingsOfWords() {
        assertGolden("peft", with("bundle_emb.style.string_to_param.*", 2, 576));
    }

    @Test
    void refusesWhatIsLeftOver() {
        String layer = "unet.mid_block.attentions.0.transformer_blocks.0.attn1.to_q";
        assertRefused(
                with(layer + ".lora_mid.weight", 6, 6, 3, 3),
                "lora_mid.weight\" is of type F32 and shape [6, 6, 3, 3]");
        assertRefused(with(layer + ".dora_scale", 95, 1), "shape [95, 1] instead of [96]");
        assertRefused(with(layer + ".hada_w1_a", 96, 4), "hada_w1_a\" is one too many for its layer");
        assertRefused(with("unet.mid_block.resnets.0.conv1.alpha"), "lacks the matrices of its layer");
        assertRefused(with("unet.mid_block.resnets.0.norm1.lora_A.weight", 2, 96), "belongs to no layer");
        assertRefused(with("text_encoder.text_model.encoder.layers.9.mlp.fc1.alpha"), "belongs to no layer");
    }

    private static void assertRefused(Path file, String... words) {
        Lora lora = new Lora(file, 1);
        Arc2FaceException refusal = assertThrows(Arc2FaceException.class, () -> {
            new UNet(unet, Device.CPU, UNetOptions.NONE.withLora(lora)).close();
            Path encoder = RecipeWeights.writeNetwork("tiny", "encoder", folder, DataType.F32);
            new TextEncoder(encoder, Device.CPU, List.of(lora)).close();
        });
        for (String word : words) {
            assertTrue(refusal.getMessage().contains(word), refusal.getMessage());
        }
    }

    private static void assertGolden(String naming, Path file) {
        Map<String, Tensor> golden = Goldens.load("tiny/lora_" + naming + "_unet.safetensors");
        try (UNet adapted = new UNet(unet, Device.CPU, UNetOptions.NONE.withLora(new Lora(file, 0.8)))) {
            Tensor noise = adapted.predictNoise(
                    golden.get("x"), TIMESTEP, golden.get("context"), PassInputs.NONE, Progress.NONE);
            assertClose(golden.get("y.scale0.8"), noise, TOLERANCE);
        }
    }

    /** PEFT's LoRA with one more tensor. */
    private static Path with(String name, int... shape) {
        Map<String, Tensor> tensors = tensors(peft, tensor -> tensor);
        tensors.put(name, Tensor.zeros(shape));
        return written(tensors);
    }

    private static Path renamed(Path lora, UnaryOperator<String> rename) {
        return written(tensors(lora, rename));
    }

    private static Map<String, Tensor> tensors(Path lora, UnaryOperator<String> rename) {
        WeightFile file = WeightFile.open(lora);
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        file.names().forEach(name -> tensors.put(rename.apply(name), file.read(name)));
        return tensors;
    }

    private static Path written(Map<String, Tensor> tensors) {
        Path file = folder.resolve("changed.safetensors");
        Safetensors.write(file, tensors);
        return file;
    }
}
