package io.github.arc2faceij.condition.text;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.arc2faceij.Arc2Face;
import io.github.arc2faceij.Generation;
import io.github.arc2faceij.common.Arc2FaceException;
import io.github.arc2faceij.common.Progress;
import io.github.arc2faceij.device.Device;
import io.github.arc2faceij.diffusion.Sampling;
import io.github.arc2faceij.diffusion.noise.Noise;
import io.github.arc2faceij.diffusion.sampler.SamplerType;
import io.github.arc2faceij.models.ModelFolder;
import io.github.arc2faceij.models.RecipeModel;
import io.github.arc2faceij.recipe.Recipe;
import io.github.arc2faceij.recipe.WrittenRecipe;
import io.github.arc2faceij.request.GenerationRequest;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A Stable Diffusion model through the facade. */
class TextModelTest {

    private static final Sampling SAMPLING = new Sampling(1, 2, 5, SamplerType.EULER_A, 7, Noise.CPU, 64, 64);

    @TempDir
    static Path folder;

    private static Arc2Face model;

    @BeforeAll
    static void open() {
        model = new Arc2Face(new ModelFolder(RecipeModel.writeStableDiffusion(folder)), Device.CPU);
    }

    @AfterAll
    static void close() {
        model.close();
    }

    @Test
    void bothTextsChangeThePicture() {
        byte[] garden = pixels("a garden", "");
        assertArrayEquals(garden, pixels("a garden", ""));
        assertFalse(Arrays.equals(garden, pixels("a street", "")), "the prompt was not read");
        assertFalse(Arrays.equals(garden, pixels("a garden", "flowers")), "what to avoid was not read");
    }

    @Test
    void theRecipeHoldsTheTextsAndNobody() {
        Generation made = model.generate(request("a garden", "flowers"), Progress.NONE);
        Recipe recipe = WrittenRecipe.parse(made.recipe().json()).recipe();
        assertEquals(GenerationRequest.NOBODY, recipe.identity());
        assertNull(recipe.recogniser());
        assertEquals(
                new TextCondition.Part("a garden", "flowers"),
                recipe.parts(TextCondition.KIND).get(0));
    }

    @Test
    void aStableDiffusionModelNeedsAText() {
        Arc2FaceException thrown = assertThrows(
                Arc2FaceException.class, () -> model.generate(GenerationRequest.ofNobody(SAMPLING), Progress.NONE));
        assertTrue(thrown.getMessage().contains("draws what a text says"), thrown.getMessage());
    }

    @Test
    void anArc2FaceModelTakesNoText() {
        try (Arc2Face bundled = new Arc2Face(ModelFolder.bundled(), Device.CPU)) {
            Arc2FaceException thrown = assertThrows(
                    Arc2FaceException.class, () -> bundled.generate(request("a garden", ""), Progress.NONE));
            assertTrue(thrown.getMessage().contains("takes no prompt"), thrown.getMessage());
        }
    }

    private static byte[] pixels(String prompt, String avoid) {
        return model.generate(request(prompt, avoid), Progress.NONE)
                .pictures()
                .get(0)
                .rgb();
    }

    private static GenerationRequest request(String prompt, String avoid) {
        return GenerationRequest.ofNobody(SAMPLING).with(new TextCondition(prompt, avoid));
    }
}
