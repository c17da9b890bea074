package io.github.arc2faceij.ij1;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.ImagePlus;
import ij.WindowManager;
import io.github.arc2faceij.condition.text.TextCondition;
import io.github.arc2faceij.models.RecipeModel;
import io.github.arc2faceij.recipe.Recipe;
import io.github.arc2faceij.recipe.WrittenRecipe;
import io.github.arc2faceij.weights.Goldens;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A model that takes texts, in macros: no image is needed, and its recipe needs none. */
class TextMacrosTest {

    private static final String FEW = "count=1 steps=2 width=64 height=64 prompt=[a garden] avoid=flowers";

    @TempDir
    static Path folder;

    @BeforeAll
    static void startImageJ() {
        Path model = RecipeModel.writeStableDiffusion(folder.resolve("stable-diffusion-v1-5"));
        RecipeModel.addIpAdapters(folder);
        HeadlessImageJ.start();
        HeadlessImageJ.run("run('Arc2Face...', 'model=[" + model + "]');");
    }

    @AfterAll
    static void stopImageJ() {
        HeadlessImageJ.run("run('Arc2Face...', 'model=[]');");
        HeadlessImageJ.stop();
    }

    @Test
    void aTextMakesPicturesAndItsRecipeMakesThemAgain() {
        HeadlessImageJ.Outcome outcome = HeadlessImageJ.run("run('Generate Faces...', '" + FEW + "');"
                + "run('Generate from Recipe...', 'exact=true'); return getTitle();");
        assertEquals("Faces of a garden-1", outcome.answer(), outcome.toString());
        assertArrayEquals(
                pixels(WindowManager.getImage("Faces of a garden")),
                pixels(WindowManager.getImage("Faces of a garden-1")));
    }

    @Test
    void anIpAdapterNeedsNoPrompt() {
        ImagePlus shown = byAdapter("");
        Recipe recipe = WrittenRecipe.parse(shown.getInfoProperty()).recipe();
        assertEquals(List.of(), recipe.parts(TextCondition.KIND));
        assertEquals(7.5, recipe.guidance());
        assertFalse(Arrays.equals(pixels(shown), pixels(byAdapter("avoid=flowers"))), "avoid was not read");
    }

    private static ImagePlus byAdapter(String options) {
        HeadlessImageJ.Outcome outcome = HeadlessImageJ.run(
                "run('Generate Faces...', 'count=1 steps=2 width=64 height=64 adapter=ip-adapter_sd15" + " examples=["
                        + Goldens.path("image/photo.png") + "] " + options + "'); return getTitle();");
        assertEquals("Faces of photo.png", outcome.answer(), outcome.toString());
        return WindowManager.getImage(outcome.answer());
    }

    @Test
    void whatIsTooLongIsCutWithASentence() {
        HeadlessImageJ.Outcome outcome =
                HeadlessImageJ.run("run('Generate Faces...', 'count=1 steps=1 width=64 height=64" + " prompt=["
                        + "a cat ".repeat(37) + "a dog barks]'); return getTitle();");
        assertTrue(outcome.log().contains("It was cut before: \"dog barks\"."), outcome.toString());
        assertTrue(outcome.answer().startsWith("Faces of a cat a cat"), outcome.toString());
    }

    @Test
    void whatTheModelCannotDoIsASentence() {
        assertRefused("run('Generate Faces...', 'count=1 steps=1');", "draws what a text says");
        assertRefused("run('Generate Faces...', 'avoid=flowers');", "draws what a text says");
    }

    private static void assertRefused(String macro, String part) {
        HeadlessImageJ.Outcome outcome = HeadlessImageJ.run(macro + " print('went on');");
        assertTrue(outcome.toString().contains(part), outcome.toString());
    }

    private static int[] pixels(ImagePlus image) {
        return (int[]) image.getStack().getPixels(1);
    }
}
