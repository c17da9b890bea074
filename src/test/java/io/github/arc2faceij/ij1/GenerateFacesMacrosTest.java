package io.github.arc2faceij.ij1;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.WindowManager;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Generate Faces in plain ImageJ without a display: the same pixels as through SciJava, and bad input. */
class GenerateFacesMacrosTest {

    private static final String OPEN = "open('" + SciJava.PHOTO + "');";
    private static final Path BUNDLED = Path.of("models", "arc2face-mini");

    @TempDir
    private Path folder;

    @BeforeAll
    static void startImageJ() {
        HeadlessImageJ.start();
    }

    @AfterAll
    static void stopImageJ() {
        HeadlessImageJ.stop();
    }

    @Test
    void aMacroGivesThePixelsOfTheCommandService() throws Exception {
        HeadlessImageJ.Outcome outcome =
                HeadlessImageJ.run(OPEN + "run('Generate Faces...', '" + SciJava.OPTIONS + "'); return getTitle();");
        assertEquals(new HeadlessImageJ.Outcome("Faces of astronaut.png", ""), outcome);
        assertArrayEquals(SciJava.pixels(), SciJava.pixels(WindowManager.getImage("Faces of astronaut.png")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
            photo  | count=four          | count=[four]
            photo  | guidance=much       | guidance=[much]
            photo  | count=0             | count=[0]
            photo  | steps=0             | steps=[0]
            photo  | seed=-1             | seed=[-1]
            photo  | seed=1099511627776  | 1099511627776
            photo  | sampler=[Eulr]      | sampler=[Eulr]
            photo  | face=Selection      | selection
            photo  | image=[no such one] | image=[no such one]
            photo  | picture=1           | "picture"
            blank  |                     | face
            tiny   |                     | 3 x 3
            nan    |                     | face
            """)
    void badInputIsOneSentenceAndChangesNothing(String image, String options, String named) {
        String open =
                switch (image) {
                    case "blank" -> "newImage('blank', 'RGB white', 300, 300, 1);";
                    case "tiny" -> "newImage('tiny', '8-bit ramp', 3, 3, 1);";
                    case "nan" -> "newImage('nan', '32-bit black', 300, 300, 1); run('Macro...', 'code=v=0/0');";
                    default -> OPEN;
                };
        String run = "run('Generate Faces...', '" + (options == null ? "" : options) + " steps=1 count=1');";
        HeadlessImageJ.Outcome outcome = HeadlessImageJ.run(open + run + "print('went on');");
        assertRefused(outcome, named);
        assertEquals("1", HeadlessImageJ.runOn("return '' + nImages;"));
        assertNextCallWorks();
    }

    @Test
    void withoutAnImageOneSentence() {
        assertRefused(
                HeadlessImageJ.run("run('Generate Faces...', 'count=1'); print('went on');"), "There is no image");
        assertNextCallWorks();
    }

    @ParameterizedTest
    @ValueSource(strings = {"missing", "truncated", "another architecture"})
    void aDamagedModelIsOneSentence(String damage) throws IOException {
        Path model = copyOfTheModel();
        Path weights = model.resolve("arc2face/diffusion_pytorch_model.safetensors");
        Path config = model.resolve("arc2face/config.json");
        choose(model.toString());
        try {
            switch (damage) {
                case "missing" -> Files.delete(weights);
                case "truncated" -> Files.write(weights, new byte[1000]);
                default -> Files.writeString(
                        config, Files.readString(config).replace("CrossAttnDownBlock2D", "KDownBlock2D"));
            }
            HeadlessImageJ.Outcome outcome =
                    HeadlessImageJ.run(OPEN + "run('Generate Faces...', 'count=1 steps=1'); print('went on');");
            assertRefused(
                    outcome,
                    damage.startsWith("another")
                            ? "KDownBlock2D"
                            : weights.getFileName().toString());
        } finally {
            choose("");
        }
        assertNextCallWorks();
    }

    private static void assertRefused(HeadlessImageJ.Outcome outcome, String named) {
        assertEquals("[aborted]", outcome.answer(), outcome.log());
        assertTrue(outcome.log().matches("[A-Z\"][^\\n]*\\. \\(macro line 1\\)"), outcome.log());
        assertTrue(outcome.log().contains(named), outcome.log());
    }

    private static void assertNextCallWorks() {
        HeadlessImageJ.Outcome next =
                HeadlessImageJ.run(OPEN + "run('Generate Faces...', 'count=1 steps=1'); return getTitle();");
        assertEquals(new HeadlessImageJ.Outcome("Faces of astronaut.png", ""), next);
    }

    private static void choose(String model) {
        assertEquals(
                new HeadlessImageJ.Outcome(null, ""),
                HeadlessImageJ.run("run('Arc2Face...', 'model=[" + model + "]');"));
    }

    private Path copyOfTheModel() throws IOException {
        Path copy = folder.resolve("my model");
        try (Stream<Path> files = Files.walk(BUNDLED)) {
            for (Path file : files.toList()) {
                Files.copy(file, copy.resolve(BUNDLED.relativize(file).toString()));
            }
        }
        return copy;
    }
}
