package io.github.arc2faceij.ij1;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import ij.ImagePlus;
import ij.WindowManager;
import io.github.arc2faceij.models.RecipeModel;
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

/** The keys of IP-Adapters in macros without a display, on the tiny model by formula. */
class IpAdapterMacrosTest {

    private static final String OPEN = "open('" + SciJava.PHOTO + "');";
    private static final Path STYLE = Goldens.path("image/photo.png");
    private static final Path LEFT = Goldens.path("image/mask.a.png");
    private static final Path RIGHT = Goldens.path("image/mask.b.png");

    @TempDir
    static Path folder;

    @BeforeAll
    static void startImageJ() {
        Path model = RecipeModel.writeWithIpAdapters(folder.resolve("tiny"));
        HeadlessImageJ.start();
        options("model=[" + model + "]");
    }

    @AfterAll
    static void stopImageJ() {
        options("model=[]");
        HeadlessImageJ.stop();
    }

    @Test
    void aPictureIsAFileOrAnOpenImageOrThePhotoItself() {
        int[] plain = SciJava.pixels(generate(""));
        ImagePlus file = generate("adapter=ip-adapter_sd15 examples=[" + STYLE + "]");
        assertFalse(Arrays.equals(plain, SciJava.pixels(file)));
        assertEquals("photo.png", source(file, 0, 0));
        ImagePlus named = generate("adapter=ip-adapter_sd15 examples=[astronaut.png]");
        assertEquals("astronaut.png", source(named, 0, 0));
        assertArrayEquals(SciJava.pixels(named), SciJava.pixels(generate("adapter=ip-adapter_sd15")));
        assertFalse(
                Arrays.equals(SciJava.pixels(named), SciJava.pixels(generate("adapter=ip-adapter_sd15 amount=0.1"))));
        assertArrayEquals(plain, SciJava.pixels(generate("adapter=ip-adapter_sd15 amount=0")));
        assertArrayEquals(plain, SciJava.pixels(generate("adapter=ip-adapter_sd15 begin=1")));
    }

    @Test
    void theExampleDrawsMoreAndMoreInTheStyle() throws IOException {
        HeadlessImageJ.Outcome outcome = HeadlessImageJ.run(
                Files.readString(Path.of("macros/Generate_in_Style.ijm")),
                Path.of(SciJava.PHOTO).toAbsolutePath() + ";" + STYLE);
        assertEquals("Style 0: 128 x 128\nStyle 0.5: 128 x 128\nStyle 1: 128 x 128", outcome.log());
        int[] plain = SciJava.pixels(WindowManager.getImage("Style 0"));
        assertFalse(Arrays.equals(plain, SciJava.pixels(WindowManager.getImage("Style 0.5"))));
    }

    @Test
    void faceIdShowsThePersonOfThePhoto() {
        ImagePlus person = generate("adapter=ip-adapter-faceid-plusv2_sd15 shortcut=0.5");
        assertEquals("astronaut.png, face 1", source(person, 0, 0));
        assertEquals(
                0.5, adapters(person).get(0).getAsJsonObject().get("shortcut").getAsDouble());
        assertFalse(Arrays.equals(
                SciJava.pixels(person), SciJava.pixels(generate("adapter=ip-adapter-faceid-plusv2_sd15 shortcut=1"))));
    }

    @Test
    void aRecipeBringsAdaptersMasksAndLayersBack() throws IOException {
        ImagePlus first =
                generate("adapter=[ip-adapter_sd15 | ip-adapter-faceid_sd15] amount=[0.5|0.8] layers=[style|all]"
                        + " end=0.9 examples=[" + STYLE + "|astronaut.png; astronaut.png, face 1] masks=[|" + LEFT
                        + "; " + RIGHT
                        + "]");
        assertEquals("mask.b.png", prompt(first, 1, 1).get("mask").getAsString());
        assertEquals(
                "up_blocks.1",
                adapters(first).get(0).getAsJsonObject().get("layers").getAsString());
        Path recipe = Files.writeString(folder.resolve("recipe.json"), first.getInfoProperty());
        String sources = "astronaut.png; " + STYLE + "; " + LEFT + "; " + RIGHT;
        HeadlessImageJ.Outcome outcome = HeadlessImageJ.run(OPEN + "run('Generate from Recipe...', 'exact=true recipe=["
                + recipe + "] sources=[" + sources + "]'); return getTitle();");
        assertEquals("", outcome.log());
        ImagePlus again = WindowManager.getImage(outcome.answer());
        assertArrayEquals(SciJava.pixels(first), SciJava.pixels(again));
        assertEquals(adapters(first), adapters(again));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
            adapter=ip-adapter_sdxl                            | has no IP-Adapter "ip-adapter_sdxl"
            adapter=[/no/such.bin]                             | There is no IP-Adapter "/no/such.bin"
            adapter=[PHOTO]                                    | photo.png
            adapter=ip-adapter_sd15 examples=[no one]          | No image with the title "no one" is open
            adapter=ip-adapter_sd15 amount=much                | "much" is no number
            adapter=ip-adapter_sd15 amount=NaN                 | strength cannot be NaN
            adapter=ip-adapter_sd15 layers=up_blocks.9         | no layers "up_blocks.9"
            adapter=ip-adapter_sd15 begin=0.7 end=0.2          | end cannot be 0.2
            adapter=ip-adapter_sd15 masks=[LEFT; LEFT]         | shows 1 pictures or people, but 2 masks
            adapter=ip-adapter_sd15 masks=[PHOTO]              | The mask photo.png is
            adapter=ip-adapter_sd15 examples=[astronaut.png, face 9] | has no face 9
            adapter=ip-adapter-faceid_sd15 examples=[LEFT]     | o face
            """)
    void wrongInputIsOneSentence(String options, String named) {
        String given = options.replace("[PHOTO]", "[" + STYLE + "]").replace("LEFT", LEFT.toString());
        HeadlessImageJ.Outcome outcome = HeadlessImageJ.run(
                OPEN + "run('Generate Faces...', 'count=1 steps=1 " + given + "'); print('went on');");
        assertEquals("[aborted]", outcome.answer(), outcome.log());
        assertTrue(outcome.log().matches("[A-Z\"][^\\n]*\\. \\(macro line 1\\)"), outcome.log());
        assertTrue(outcome.log().contains(named), outcome.log());
    }

    private static ImagePlus generate(String options) {
        HeadlessImageJ.Outcome outcome = HeadlessImageJ.run(
                OPEN + "run('Generate Faces...', 'count=1 steps=2 " + options + "'); return getTitle();");
        assertEquals("", outcome.log());
        return WindowManager.getImage(outcome.answer());
    }

    private static void options(String options) {
        HeadlessImageJ.run("run('Arc2Face...', '" + options + "');");
    }

    private static JsonArray adapters(ImagePlus image) {
        return JsonParser.parseString(image.getInfoProperty())
                .getAsJsonObject()
                .getAsJsonObject("adapters")
                .getAsJsonObject("ipAdapter")
                .getAsJsonArray("adapters");
    }

    private static JsonObject prompt(ImagePlus image, int adapter, int index) {
        JsonObject used = adapters(image).get(adapter).getAsJsonObject();
        return used.getAsJsonArray("prompts").get(index).getAsJsonObject();
    }

    private static String source(ImagePlus image, int adapter, int index) {
        return prompt(image, adapter, index).get("source").getAsString();
    }
}
