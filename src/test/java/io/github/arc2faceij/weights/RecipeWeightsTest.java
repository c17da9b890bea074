package io.github.arc2faceij.weights;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecipeWeightsTest {

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"tiny", "full"})
    void firstValuesAreThoseOfTheRecipe(String size) {
        JsonObject expected = Goldens.json(size + "/recipe_check.json");
        JsonObject shapes = Goldens.json(size + "/arc2face/tensors.json");
        for (String name : expected.keySet()) {
            List<Long> shape = StreamSupport.stream(shapes.getAsJsonArray(name).spliterator(), false)
                    .map(JsonElement::getAsLong)
                    .toList();
            Recipe recipe = Recipe.weights(name, 0, shape);
            for (int i = 0; i < 4; i++) {
                float golden = expected.getAsJsonArray(name).get(i).getAsFloat();
                assertEquals(golden, recipe.value(i), name + "[" + i + "]");
            }
        }
    }

    @Test
    void uniformIsTheFormulaOfTheStoredInputs() {
        float[] golden =
                Goldens.load("tiny/unet.1x8x16.t1.safetensors").get("x").data();
        float[] uniform = RecipeWeights.uniform("x1816", 1, 4, 8, 16).data();
        for (int i = 0; i < golden.length; i++) {
            assertEquals(golden[i], uniform[i] * 1.7f, 1e-6);
        }
    }

    @Test
    void safetensorsHoldsEveryTensor() {
        Path vae = RecipeWeights.writeNetwork("tiny", "vae", folder, DataType.F32);
        WeightFile file = WeightFile.open(vae.resolve("diffusion_pytorch_model.safetensors"));
        assertEquals(Goldens.json("tiny/vae/tensors.json").keySet(), file.names());
        int[] shape = file.read("decoder.conv_in.weight").shape();
        assertArrayEquals(
                RecipeWeights.weights("decoder.conv_in.weight", 0, shape).data(),
                file.read("decoder.conv_in.weight").data());
    }

    @Test
    void controlNetIsSalted() {
        Path net = RecipeWeights.writeNetwork("tiny", "controlnet", folder, DataType.F16);
        WeightFile file = WeightFile.open(net.resolve("diffusion_pytorch_model.safetensors"));
        assertEquals(DataType.F16, file.get("conv_in.weight").type());
        float[] unsalted = RecipeWeights.weights(
                        "conv_in.weight", 0, file.read("conv_in.weight").shape())
                .data();
        float[] salted = RecipeWeights.weights(
                        "conv_in.weight", 0xC0, file.read("conv_in.weight").shape())
                .data();
        assertArrayEquals(salted, file.read("conv_in.weight").data(), 1e-3f);
        assertEquals(true, Math.abs(salted[0] - unsalted[0]) > 1e-3);
    }

    @Test
    void halvesRoundToTheNearestEven() {
        assertEquals(0x3c00, Recipe.half(1));
        assertEquals((short) 0xbc00, Recipe.half(-1));
        assertEquals(0x3c00, Recipe.half(1 + 0x1p-11f));
        assertEquals(0x3c02, Recipe.half(1 + 3 * 0x1p-11f));
        assertEquals(0x0400, Recipe.half(0x1p-14f));
        assertEquals(0x0001, Recipe.half(0x1p-24f));
        assertEquals(0x0000, Recipe.half(0x1p-25f));
        assertEquals(0x0002, Recipe.half(3 * 0x1p-25f));
    }
}
