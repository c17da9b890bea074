package io.github.arc2faceij.imagej2;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import ij.ImagePlus;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.scijava.script.ScriptModule;
import org.scijava.script.ScriptService;

/** Scripts with parameters, as the Script Editor runs them. */
class ScriptsIT {

    private static final String COMMAND = "io.github.arc2faceij.commands.GenerateFaces";

    private static final String PARAMETERS =
            """
            #@ ImagePlus image
            #@ CommandService commands
            #@ Integer (value = 2) count
            #@output ImagePlus pictures
            """;

    private static final String CALL =
            "pictures = commands.run('" + COMMAND + "', true, %s).get().getOutput('pictures')\n";

    @TempDir
    private Path folder;

    @AfterEach
    void closeAll() {
        ImageJ2.closeAll();
    }

    @ParameterizedTest
    @ValueSource(strings = {"groovy", "py", "js"})
    void everyLanguageCallsTheCommand(String language) throws Exception {
        String script =
                switch (language) {
                    case "groovy" -> PARAMETERS
                            + CALL.formatted("['image': image, 'count': count, 'steps': 2, 'seed': 7]");
                    case "py" -> PARAMETERS
                            + CALL.formatted("{'image': image, 'count': count, 'steps': 2, 'seed': 7}")
                                    .replace("true", "True");
                    default -> PARAMETERS
                            + CALL.formatted(
                                    "new java.util.HashMap(Java.asJSONCompatible({image: image, count: count, steps: 2,"
                                            + " seed: 7}))");
                };
        Future<ScriptModule> running = ImageJ2.service(ScriptService.class)
                .run("generate." + language, script, true, "image", ImageJ2.openPhoto(), "count", 2);
        FieldDialog dialog = ImageJ2.dialog("Generate Faces..."); // for what the script leaves out
        assertFalse(dialog.texts().contains("Steps"), dialog.texts().toString());
        dialog.press("OK");
        ImagePlus made = (ImagePlus) running.get().getOutput("pictures");
        assertEquals("Faces of " + ImageJ2.PHOTO, made.getTitle());
        assertEquals(2, made.getStackSize());
        assertArrayEquals(pixels(expected()), pixels(made));
    }

    /** The same by the line of a macro. */
    private static ImagePlus expected() {
        ij.IJ.runMacro("run('Generate Faces...', 'image=" + ImageJ2.PHOTO + " count=2 steps=2 seed=7');");
        return ImageJ2.image("Faces of " + ImageJ2.PHOTO);
    }

    @Test
    void theGroovyTemplateRuns() throws Exception {
        ScriptModule script = run(
                "Pictures_and_Similarity.groovy",
                template("Pictures_and_Similarity.groovy"),
                "image",
                ImageJ2.openPhoto(),
                "count",
                2,
                "steps",
                2,
                "seed",
                7L);
        assertEquals(2, ((ImagePlus) script.getOutput("pictures")).getStackSize());
    }

    @Test
    void theJythonTemplateRuns() throws Exception {
        for (String name : List.of("a.png", "b.png")) {
            Files.copy(Path.of("test-images", ImageJ2.PHOTO), folder.resolve(name));
        }
        ScriptModule script = run("Who.py", template("Who_Is_Alike_in_a_Folder.py"), "folder", folder.toFile());
        assertEquals("1.000: a.png and b.png", script.getOutput("mostAlike"));
    }

    private static ScriptModule run(String name, String script, Object... inputs) throws Exception {
        return ImageJ2.service(ScriptService.class)
                .run(name, script, true, inputs)
                .get();
    }

    private static String template(String name) throws Exception {
        try (InputStream text = ScriptsIT.class.getResourceAsStream("/script_templates/Arc2Face/" + name)) {
            return new String(text.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static int[] pixels(ImagePlus stack) {
        List<int[]> slices = new ArrayList<>();
        for (int i = 1; i <= stack.getStackSize(); i++) {
            slices.add((int[]) stack.getStack().getPixels(i));
        }
        return slices.stream().flatMapToInt(Arrays::stream).toArray();
    }
}
