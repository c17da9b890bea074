package io.github.arc2faceij.ij1;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.ImagePlus;
import ij.WindowManager;
import io.github.arc2faceij.common.Arc2FaceException;
import io.github.arc2faceij.common.Sha256;
import io.github.arc2faceij.condition.style.StyleCondition;
import io.github.arc2faceij.condition.text.TextCondition;
import io.github.arc2faceij.models.ModelFolder;
import io.github.arc2faceij.models.RecipeModel;
import io.github.arc2faceij.recipe.Recipe;
import io.github.arc2faceij.recipe.WrittenRecipe;
import io.github.arc2faceij.request.GenerationRequest;
import io.github.arc2faceij.weights.Goldens;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A model of FaceStudio's form in macros without a display. */
class FaceStudioMacrosTest {

    private static final String OPEN = "open('" + SciJava.PHOTO + "');";
    private static final Path STYLE = Goldens.path("image/photo.png");
    private static final String IN_STYLE = "style=[" + STYLE + "]";
    private static final String FEW = "count=1 steps=2 width=64 height=64 ";

    @TempDir
    static Path folder;

    private static ModelFolder model;

    @BeforeAll
    static void startImageJ() {
        model = new ModelFolder(RecipeModel.writeFaceStudio(folder.resolve("studio")));
        HeadlessImageJ.start();
        use(model.root());
    }

    @AfterAll
    static void stopImageJ() {
        HeadlessImageJ.run("run('Arc2Face...', 'model=[]');");
        HeadlessImageJ.stop();
    }

    @Test
    void styleAndPromptActByAlpha() {
        int[] style = pixels(IN_STYLE);
        int[] text = pixels("prompt=[a garden]");
        String both = IN_STYLE + " prompt=[a garden] alpha=";
        assertArrayEquals(style, pixels(both + "1"));
        assertArrayEquals(text, pixels(both + "0"));
        int[] mixed = pixels(both + "0.3");
        assertFalse(
                Arrays.equals(style, text) || Arrays.equals(style, mixed) || Arrays.equals(text, mixed),
                "style, prompt or alpha has no effect");
    }

    @Test
    void theExampleGoesFromThePromptToTheStyle() throws IOException {
        String text =
                Files.readString(Path.of("macros/Generate_by_FaceStudio.ijm")).replace("count=1 steps=25 ", FEW);
        HeadlessImageJ.Outcome outcome = HeadlessImageJ.run(text, SciJava.PHOTO + ";" + STYLE);
        assertEquals(
                "Faces 1: 64 x 64\nFaces 2: 64 x 64\nFaces 3: 64 x 64",
                outcome.log().strip());
    }

    @Test
    void aPhotoWithoutAFaceOrNoneIsNobody() {
        ImagePlus none = generate("", FEW + IN_STYLE);
        assertEquals(GenerationRequest.NOBODY, recipe(none).identity());
        assertEquals("Faces of photo.png", none.getTitle());
        int[] pixels = SciJava.pixels(none);
        HeadlessImageJ.Outcome outcome = HeadlessImageJ.run("newImage('blank', 'RGB white', 128, 128, 1);"
                + "run('Generate Faces...', '" + FEW + IN_STYLE + "'); return getTitle();");
        assertTrue(outcome.log().contains("There is no face on \"blank\""), outcome.toString());
        assertArrayEquals(pixels, SciJava.pixels(WindowManager.getImage(outcome.answer())));
        assertFalse(Arrays.equals(pixels, pixels(IN_STYLE)), "the face was not seen");
    }

    @Test
    void aRecipeNamesEveryFileAndMakesThePicturesAgain() throws IOException {
        ImagePlus first = generate(OPEN, FEW + IN_STYLE + " prompt=[a garden] alpha=0.3");
        Recipe recipe = recipe(first);
        assertEquals("Euler a", recipe.sampler());
        StyleCondition.Part style = recipe.parts(StyleCondition.KIND).get(0);
        assertEquals("photo.png", style.source());
        assertEquals(0.3, style.alpha());
        assertEquals(
                model.styleEncoders().stream().map(FaceStudioMacrosTest::sha256).toList(), style.encoders());
        assertEquals(sha256(model.linear()), style.linear());
        TextCondition.Part text = recipe.parts(TextCondition.KIND).get(0);
        assertEquals(sha256(model.prior().orElseThrow()), text.prior());
        assertAgain(first, "astronaut.png; " + STYLE);
    }

    @Test
    void picturesStartFromAWholePicture() throws IOException {
        String start = " start=[" + STYLE + "] change=0.5";
        ImagePlus started = generate(OPEN, FEW + IN_STYLE + start);
        assertEquals("photo.png", recipe(started).start().source());
        assertFalse(Arrays.equals(pixels(IN_STYLE), SciJava.pixels(started)));
        assertAgain(started, "astronaut.png; " + STYLE);
        ImagePlus face = generate(OPEN, FEW + IN_STYLE + " start=[astronaut.png, face 1] change=0.5");
        assertEquals("astronaut.png, face 1", recipe(face).start().source());
    }

    @Test
    void aMixtureIsTheSumAsItIs() throws IOException {
        String other = Path.of("src/test/resources/golden/pose/heads/000.png")
                .toAbsolutePath()
                .toString();
        ImagePlus mixed = run(OPEN, "Mix Identities...", FEW + IN_STYLE + " ratio=0.25 other=[" + other + "]");
        double length = recipe(mixed).mix().length();
        assertTrue(length > 0.5 && length < 1, "length " + length);
        assertAgain(mixed, "astronaut.png; " + other + "; " + STYLE);
    }

    @Test
    void severalPeopleStandInOneStyle() throws IOException {
        String regions = "makeRectangle(0, 0, 64, 128); run('Add Selection...');"
                + " makeRectangle(64, 0, 64, 128); run('Add Selection...'); run('Select None');";
        String open = OPEN + "newImage('canvas', '8-bit black', 128, 128, 1);" + regions;
        String keys = FEW + "people=[astronaut.png; astronaut.png] ";
        ImagePlus styled = run(open, "Generate Several People...", keys + IN_STYLE);
        assertFalse(
                Arrays.equals(SciJava.pixels(styled), SciJava.pixels(run(open, "Generate Several People...", keys))));
        assertAgain(styled, STYLE + "; astronaut.png");
    }

    @Test
    void aBatchTakesTheKeys() throws IOException {
        Path in = Files.createDirectories(folder.resolve("in"));
        Path out = Files.createDirectories(folder.resolve("out"));
        Files.copy(Path.of(SciJava.PHOTO), in.resolve("me.png"));
        HeadlessImageJ.Outcome outcome = HeadlessImageJ.run("run('Batch...', '" + FEW + IN_STYLE + " input=[" + in
                + "] output=[" + out + "]'); open('" + out.resolve("Faces of me.png.tif") + "'); return getTitle();");
        ImagePlus stack = WindowManager.getImage(outcome.answer());
        assertEquals(
                "photo.png", recipe(stack).parts(StyleCondition.KIND).get(0).source(), outcome.toString());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
            alpha=1.5 STYLE               | alpha=[1.5]
            style=[no one]                | No image with the title "no one" is open
            prompt=[a garden] avoid=rain  | Leave avoid empty
            """)
    void wrongInputIsOneSentence(String options, String named) {
        assertRefused(OPEN, options.replace("STYLE", IN_STYLE), named);
    }

    @Test
    void whatIsMissingIsOneSentence() throws IOException {
        assertRefused("", "", "There is nothing to draw");
        Path other = RecipeModel.link(model.root(), folder.resolve("without"));
        Files.delete(other.resolve("prior/diffusion_pytorch_model.safetensors"));
        Files.delete(other.resolve("prior"));
        try {
            use(other);
            assertRefused(OPEN, "prompt=[a garden]", "has no prior");
            Files.delete(other.resolve("style_encoder_2/model.safetensors"));
            Arc2FaceException lacks = assertThrows(Arc2FaceException.class, () -> new ModelFolder(other));
            assertTrue(lacks.getMessage().contains("lacks style_encoder_2/pytorch_model.bin."), lacks.getMessage());
            HeadlessImageJ.run("run('Arc2Face...', 'model=[]');");
            assertRefused(OPEN, IN_STYLE, "takes no style picture");
        } finally {
            use(model.root());
        }
    }

    private static void use(Path root) {
        HeadlessImageJ.run("run('Arc2Face...', 'model=[" + root + "]');");
    }

    private static void assertRefused(String open, String options, String named) {
        HeadlessImageJ.Outcome outcome =
                HeadlessImageJ.run(open + "run('Generate Faces...', '" + FEW + options + "'); print('went on');");
        assertEquals("[aborted]", outcome.answer(), outcome.log());
        assertTrue(outcome.log().matches("[A-Z\"][^\\n]*\\. \\(macro line 1\\)"), outcome.log());
        assertTrue(outcome.log().contains(named), outcome.log());
    }

    private static void assertAgain(ImagePlus first, String sources) throws IOException {
        Path recipe = Files.writeString(folder.resolve("recipe.json"), first.getInfoProperty());
        HeadlessImageJ.Outcome outcome = HeadlessImageJ.run(OPEN + "run('Generate from Recipe...', 'exact=true recipe=["
                + recipe + "] sources=[" + sources + "]'); return getTitle();");
        assertEquals("", outcome.log());
        assertArrayEquals(SciJava.pixels(first), SciJava.pixels(WindowManager.getImage(outcome.answer())));
    }

    private static int[] pixels(String options) {
        return SciJava.pixels(generate(OPEN, FEW + options));
    }

    private static ImagePlus generate(String open, String options) {
        return run(open, "Generate Faces...", options);
    }

    private static ImagePlus run(String open, String command, String options) {
        HeadlessImageJ.Outcome outcome =
                HeadlessImageJ.run(open + "run('" + command + "', '" + options + "'); return getTitle();");
        assertEquals("", outcome.log());
        return WindowManager.getImage(outcome.answer());
    }

    private static Recipe recipe(ImagePlus image) {
        return WrittenRecipe.parse(image.getInfoProperty()).recipe();
    }

    private static String sha256(Path file) {
        return Sha256.of(file, done -> {});
    }
}
