package io.github.arc2faceij.diffusion.lora;

import static io.github.arc2faceij.common.TensorAssert.assertClose;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.arc2faceij.common.Arc2FaceException;
import io.github.arc2faceij.common.Progress;
import io.github.arc2faceij.common.Tensor;
import io.github.arc2faceij.device.Device;
import io.github.arc2faceij.diffusion.graph.UNetOptions;
import io.github.arc2faceij.diffusion.network.PassInputs;
import io.github.arc2faceij.diffusion.network.UNet;
import io.github.arc2faceij.models.ModelFolder;
import io.github.arc2faceij.weights.DataType;
import io.github.arc2faceij.weights.Goldens;
import io.github.arc2faceij.weights.RecipeLora;
import io.github.arc2faceij.weights.RecipeWeights;
import io.github.arc2faceij.weights.Safetensors;
import io.github.arc2faceij.weights.WeightFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LoraTest {

    private static final double TOLERANCE = 1e-3;
    private static final int TIMESTEP = 500;

    @TempDir
    static Path folder;

    private static Path unet;
    private static Path kohya;
    private static Path peft;

    @BeforeAll
    static void write() throws IOException {
        unet = RecipeWeights.writeNetwork("tiny", "arc2face", folder, DataType.F32);
        Path loras = Files.createDirectories(folder.resolve("loras"));
        kohya = RecipeLora.writeKohya(loras.resolve("kohya.safetensors"));
        peft = RecipeLora.writePeft(loras.resolve("peft.safetensors"));
    }

    @ParameterizedTest
    @CsvSource({"kohya, 0.8", "kohya, 1.0", "peft, 0.8", "peft, 1.0"})
    void predictsNoiseAsDiffusers(String naming, String scale) {
        Map<String, Tensor> golden = Goldens.load("tiny/lora_" + naming + "_unet.safetensors");
        Path file = naming.equals("kohya") ? kohya : peft;
        Tensor noise = noise(golden, new Lora(file, Double.parseDouble(scale)));
        assertClose(golden.get("y.scale" + scale), noise, TOLERANCE);
    }

    @Test
    void takesDiffusersNamesAndAddsUpSeveral() {
        Map<String, Tensor> golden = Goldens.load("tiny/lora_peft_unet.safetensors");
        Path renamed = changed(
                peft, "diffusers", name -> name.replace("lora_A", "lora.down").replace("lora_B", "lora.up"));
        Tensor noise = noise(golden, new Lora(renamed, 0.3), new Lora(peft, 0.7), new Lora(kohya, 0));
        assertClose(golden.get("y.scale1.0"), noise, TOLERANCE);
    }

    @Test
    void leavesTheFilesAsTheyAre() throws IOException {
        byte[] before = Files.readAllBytes(kohya);
        long files = count(folder);
        noise(Goldens.load("tiny/lora_kohya_unet.safetensors"), new Lora(kohya, 1));
        assertEquals(files, count(folder));
        assertArrayEquals(before, Files.readAllBytes(kohya));
    }

    @Test
    void refusesALoraOfAnotherSizeByTheFirstTensors() {
        Arc2FaceException refusal = assertThrows(
                Arc2FaceException.class,
                () -> new UNet(ModelFolder.bundled().unet(), Device.CPU, options(new Lora(kohya, 1))));
        assertNames(
                refusal,
                kohya.toString(),
                "\"lora_unet_down_blocks_0_attentions_1_proj_in.lora_down.weight\" belongs to no layer of this model");
    }

    @ParameterizedTest
    @ValueSource(strings = {"lora_unet_down_blocks_0_attentions_0_proj", "lora_unet_input_blocks_3_1_proj_in"})
    void refusesLayersThatTheUNetLacks(String layer) {
        String first = "lora_unet_down_blocks_0_attentions_0_proj_in";
        Path other = changed(kohya, "other", name -> name.replace(first + ".", layer + "."));
        assertRefused(other, "in it: 3 of 834.", "\"" + layer + ".alpha\"", "\"" + layer + ".lora_down.weight\"");
    }

    @Test
    void namesOnlyTheTensorsThatAreWrong() {
        String wrong = "unet.mid_block.attentions.0.transformer_blocks.0.attn1.to_q.lora_B.weight";
        Path other = folder.resolve("wrong.safetensors");
        WeightFile file = WeightFile.open(peft);
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        file.names().forEach(name -> tensors.put(name, name.equals(wrong) ? Tensor.zeros(95, 6) : file.read(name)));
        Safetensors.write(other, tensors);
        assertRefused(other, "in it: 1 of 256.", wrong + "\" is of type F32 and shape [95, 6] instead of [96, 6]");
    }

    @Test
    void refusesHalfAPair() {
        String up = "unet.mid_block.attentions.0.transformer_blocks.0.attn1.to_q.lora_B.weight";
        Path half = changed(peft, "half", name -> name.equals(up) ? null : name);
        assertRefused(half, "in it: 1 of 255.", up.replace("lora_B", "lora_A"), "lacks another tensor of its layer");
    }

    @Test
    void refusesForeignAndEmptyFiles() {
        Path foreign = changed(peft, "foreign", name -> name.replace("lora_A", "hada_w1"));
        assertRefused(foreign, "in it: 256 of 256.", "hada_w1");
        Path empty = changed(peft, "empty", name -> null);
        assertRefused(empty, "holds no tensors");
        assertThrows(Arc2FaceException.class, () -> new Lora(peft, Double.NaN));
    }

    private static void assertRefused(Path file, String... words) {
        Arc2FaceException refusal =
                assertThrows(Arc2FaceException.class, () -> new UNet(unet, Device.CPU, options(new Lora(file, 1))));
        assertNames(refusal, words);
    }

    private static void assertNames(Arc2FaceException refusal, String... words) {
        for (String word : words) {
            assertTrue(refusal.getMessage().contains(word), refusal.getMessage());
        }
    }

    private static UNetOptions options(Lora... loras) {
        return new UNetOptions(List.of(loras), List.of());
    }

    private static Tensor noise(Map<String, Tensor> golden, Lora... loras) {
        try (UNet adapted = new UNet(unet, Device.CPU, options(loras))) {
            return adapted.predictNoise(
                    golden.get("x"), TIMESTEP, golden.get("context"), PassInputs.NONE, Progress.NONE);
        }
    }

    /** @param rename gives null for a tensor that is left out */
    private static Path changed(Path lora, String name, UnaryOperator<String> rename) {
        WeightFile file = WeightFile.open(lora);
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        for (String tensor : file.names()) {
            String renamed = rename.apply(tensor);
            if (renamed != null) {
                tensors.put(renamed, file.read(tensor));
            }
        }
        Path target = folder.resolve(name + ".safetensors");
        Safetensors.write(target, tensors);
        return target;
    }

    private static long count(Path root) throws IOException {
        try (var files = Files.walk(root)) {
            return files.count();
        }
    }
}
