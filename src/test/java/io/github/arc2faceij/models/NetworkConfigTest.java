package io.github.arc2faceij.models;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.arc2faceij.common.Arc2FaceException;
import io.github.arc2faceij.device.Device;
import io.github.arc2faceij.diffusion.graph.ControlNetGraph;
import io.github.arc2faceij.diffusion.graph.TextEncoderGraph;
import io.github.arc2faceij.diffusion.graph.UNetGraph;
import io.github.arc2faceij.diffusion.graph.UNetOptions;
import io.github.arc2faceij.diffusion.graph.VaeGraph;
import io.github.arc2faceij.weights.DataType;
import io.github.arc2faceij.weights.Goldens;
import io.github.arc2faceij.weights.RecipeWeights;
import io.github.arc2faceij.weights.WeightFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NetworkConfigTest {

    @TempDir
    Path folder;

    @Test
    void readsEveryKindOfField() throws IOException {
        NetworkConfig config = config("{\"n\": 4, \"list\": [1, 2], \"x\": 0.5, \"on\": true, \"w\": \"silu\"}");
        assertEquals(4, config.integer("n"));
        assertEquals(List.of(1, 2), config.integers("list"));
        assertEquals(List.of(4, 4, 4), config.perBlock("n", 3, 1));
        assertEquals(List.of(1, 2), config.perBlock("list", 2, 1));
        assertEquals(List.of(7, 7), config.perBlock("missing", 2, 7));
        assertEquals(0.5, config.number("x", 1));
        assertEquals(1, config.number("missing", 1));
        assertTrue(config.flag("on", false));
        assertFalse(config.flag("missing", false));
        assertEquals("silu", config.word("w", "relu", "silu"));
        assertEquals("relu", config.word("missing", "relu", "silu"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "0", "-3", "1.5", "\"4\"", "true", "[4]", "{}", "9999999999"})
    void refusesWhatIsNoPositiveInteger(String value) throws IOException {
        NetworkConfig config = config("{\"n\": " + value + "}");
        String message =
                assertThrows(Arc2FaceException.class, () -> config.integer("n")).getMessage();
        assertContains(message, "config.json", "\"n\": " + value, "positive whole number");
    }

    @Test
    void refusesListsOfAnotherLength() throws IOException {
        NetworkConfig config = config("{\"n\": [1, 2], \"w\": [\"a\"]}");
        assertContains(
                assertThrows(Arc2FaceException.class, () -> config.perBlock("n", 3, 1))
                        .getMessage(),
                "\"n\": [1,2]",
                "3");
        assertContains(
                assertThrows(Arc2FaceException.class, () -> config.words("w", 2, "a"))
                        .getMessage(),
                "\"w\": [\"a\"]");
    }

    @Test
    void refusesMissingAndDamagedFiles() {
        assertContains(
                assertThrows(Arc2FaceException.class, () -> NetworkConfig.read(folder))
                        .getMessage(),
                "config.json");
        for (String text : new String[] {"", "[]", "{", "12"}) {
            assertContains(
                    assertThrows(Arc2FaceException.class, () -> config(text)).getMessage(), "config.json", "damaged");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "arc2face | class_embed_type | \"timestep\"",
                "arc2face | addition_embed_type | \"text_time\"",
                "arc2face | act_fn | \"gelu\"",
                "arc2face | dual_cross_attention | true",
                "arc2face | resnet_time_scale_shift | \"scale_shift\"",
                "arc2face | down_block_types | [\"DownBlock2D\",\"AttnDownBlock2D\",\"DownBlock2D\",\"DownBlock2D\"]",
                "arc2face | up_block_types | [\"UpBlock2D\"]",
                "arc2face | mid_block_type | \"UNetMidBlock2D\"",
                "arc2face | time_cond_proj_dim | 256",
                "arc2face | conv_in_kernel | 1",
                "arc2face | cross_attention_dim | [768,768,768,768]",
                "arc2face | _class_name | \"UNet3DConditionModel\"",
                "controlnet | controlnet_conditioning_channel_order | \"bgr\"",
                "controlnet | global_pool_conditions | true",
                "controlnet | _class_name | \"UNet2DConditionModel\"",
                "vae | shift_factor | 0.1",
                "vae | down_block_types | [\"AttnDownEncoderBlock2D\"]",
                "encoder | hidden_act | \"relu\"",
                "encoder | num_attention_heads | 7",
                "arc2face | attention_head_dim | [4,4,4,5]",
                "controlnet | norm_num_groups | 31",
                "vae | norm_num_groups | 3"
            })
    void refusesNetworksOfOtherFamilies(String network, String field, String value) throws IOException {
        JsonObject fields = Goldens.json("tiny/" + network + "/config.json");
        fields.add(field, JsonParser.parseString(value));
        NetworkConfig config = config(fields.toString());
        Path weights = RecipeWeights.writeNetwork("tiny", network, folder.resolve("model"), DataType.F16);
        String message = assertThrows(Arc2FaceException.class, () -> build(network, config, weights))
                .getMessage();
        assertContains(message, folder.resolve("config.json").toString(), "\"" + field + "\": " + value, "only");
    }

    private static byte[] build(String network, NetworkConfig config, Path weights) {
        WeightFile file = WeightFile.open(weights.resolve(
                network.equals("encoder") ? "pytorch_model.bin" : "diffusion_pytorch_model.safetensors"));
        return switch (network) {
            case "arc2face" -> UNetGraph.build(weights, config, file, UNetOptions.NONE, Device.CPU);
            case "controlnet" -> ControlNetGraph.build(weights, config, file, Device.CPU);
            case "vae" -> VaeGraph.encoder(weights, config, file, Device.CPU);
            default -> TextEncoderGraph.build(weights, config, file, List.of(), Device.CPU);
        };
    }

    private NetworkConfig config(String text) throws IOException {
        Files.writeString(folder.resolve("config.json"), text);
        return NetworkConfig.read(folder);
    }

    private static void assertContains(String message, String... parts) {
        for (String part : parts) {
            assertTrue(message.contains(part), message);
        }
    }
}
