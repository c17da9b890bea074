package io.github.arc2faceij.commands;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.IJ;
import ij.ImagePlus;
import io.github.arc2faceij.site.Page;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.scijava.Context;
import org.scijava.command.CommandService;
import org.scijava.plugin.Plugin;
import org.scijava.script.AdaptedScriptLanguage;
import org.scijava.script.ScriptLanguage;
import org.scijava.script.ScriptModule;
import org.scijava.script.ScriptService;

/** The templates of the Script Editor and the example in Java run as they stand, from the plugin's own resources. */
class ScriptTemplatesTest {

    private static final String TEMPLATES = "/script_templates/Arc2Face/";

    /** Groovy, as Fiji's scripting-groovy makes it known. */
    @Plugin(type = ScriptLanguage.class)
    public static class Groovy extends AdaptedScriptLanguage {

        public Groovy() {
            super("groovy");
        }
    }

    /** Jython, as Fiji's scripting-jython makes it known. */
    @Plugin(type = ScriptLanguage.class)
    public static class Jython extends AdaptedScriptLanguage {

        public Jython() {
            super("jython");
        }
    }

    @TempDir
    private Path folder;

    private Context context;
    private ScriptService scripts;

    @BeforeEach
    void startSciJava() {
        context = new Context(ScriptService.class, CommandService.class);
        scripts = context.service(ScriptService.class);
        scripts.addAlias(ImagePlus.class);
    }

    @AfterEach
    void stopSciJava() {
        context.dispose();
    }

    @Test
    void groovyMakesThePicturesOfTheCommand() throws Exception {
        ScriptModule script = run(
                "Pictures_and_Similarity.groovy",
                "image",
                CommandRunner.astronaut(),
                "count",
                2,
                "steps",
                3,
                "seed",
                7L);
        ImagePlus pictures = (ImagePlus) script.getOutput("pictures");
        assertEquals("Faces of astronaut.png", pictures.getTitle());
        assertTrue(pictures.getInfoProperty().contains("\"seed\": 7"), pictures.getInfoProperty());
        assertTrue(pictures.getStack().getSliceLabel(2).startsWith("seed 8 "));

        try (CommandRunner commands = new CommandRunner()) {
            ImagePlus same = (ImagePlus) commands.succeed(
                            GenerateFaces.class, "image", CommandRunner.astronaut(), "count", 2, "steps", 3, "seed", 7L)
                    .getOutput("pictures");
            assertArrayEquals(pixels(same, 1), pixels(pictures, 1));
            assertArrayEquals(pixels(same, 2), pixels(pictures, 2));
        }
    }

    @Test
    void theReadmesScriptMakesFourPictures() throws Exception {
        Reader script = new StringReader(Page.readme().blocks("groovy").get(0));
        ScriptModule made = scripts.run("readme.groovy", script, true, "image", CommandRunner.astronaut())
                .get();
        ImagePlus pictures = (ImagePlus) made.getOutput("pictures");
        assertEquals(4, pictures.getStackSize());
        assertTrue(pictures.getInfoProperty().contains("\"seed\": 42"), pictures.getInfoProperty());
    }

    @Test
    void groovyGivesNothingWhereThereIsNoFace() throws Exception {
        ImagePlus blank = IJ.createImage("wall", "RGB white", 128, 128, 1);
        ScriptModule script = run("Pictures_and_Similarity.groovy", "image", blank, "count", 1, "steps", 1, "seed", 1L);
        assertNull(script.getOutput("pictures"));
    }

    @Test
    void jythonComparesThePhotosOfAFolder() throws Exception {
        Files.copy(Path.of("test-images", "astronaut.png"), folder.resolve("a.png"));
        Files.copy(Path.of("test-images", "astronaut.png"), folder.resolve("b.png"));
        Files.writeString(folder.resolve("notes.txt"), "no image");
        ScriptModule script = run("Who_Is_Alike_in_a_Folder.py", "folder", folder.toFile());
        assertEquals("1.000: a.png and b.png", script.getOutput("mostAlike"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Generate_Faces.ijm", "Generate_Faces_in_Pose.ijm", "Mix_Identities.ijm"})
    void theExampleMacrosAreTemplates(String macro) throws IOException {
        try (InputStream template = ScriptTemplatesTest.class.getResourceAsStream(TEMPLATES + macro)) {
            assertArrayEquals(Files.readAllBytes(Path.of("macros", macro)), template.readAllBytes());
        }
    }

    @Test
    void theExampleInJavaWritesAStack() {
        Path stack = folder.resolve("faces.tif");
        example.FirstPicture.main(new String[] {"test-images/astronaut.png", stack.toString()});
        ImagePlus faces = IJ.openImage(stack.toString());
        assertEquals(4, faces.getStackSize());
        assertTrue(faces.getInfoProperty().contains("trainedAlgorithmicMedia"), faces.getInfoProperty());
    }

    private ScriptModule run(String template, Object... inputs) throws Exception {
        try (Reader text = open(template)) {
            return scripts.run(template, text, true, inputs).get();
        }
    }

    private static Reader open(String template) {
        var stream = ScriptTemplatesTest.class.getResourceAsStream(TEMPLATES + template);
        assertNotNull(stream, template);
        return new InputStreamReader(stream, StandardCharsets.UTF_8);
    }

    private static int[] pixels(ImagePlus stack, int slice) {
        return (int[]) stack.getStack().getPixels(slice);
    }
}
