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
import io.github.arc2faceij.common.Landmarks;
import io.github.arc2faceij.common.Landmarks.Point;
import io.github.arc2faceij.common.Tensor;
import io.github.arc2faceij.models.RecipeModel;
import io.github.arc2faceij.numpy.Npy;
import io.github.arc2faceij.pose.HeadModel;
import io.github.arc2faceij.pose.HeadShape;
import io.github.arc2faceij.pose.Pose;
import io.github.arc2faceij.pose.View;
import io.github.arc2faceij.weights.Goldens;
import io.github.arc2faceij.weights.RecipeLora;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The keys of adapters in macros without a display, on the tiny model by formula. */
class AdapterMacrosTest {

    private static final String OPEN = "open('" + SciJava.PHOTO + "');";
    private static final String FACES = "Faces of astronaut.png";
    private static final Path FLAME = Goldens.path("pose/flame/generic_model.pkl");
    private static final String NUMBERS =
            IntStream.range(0, 55).mapToObj(i -> "0." + i % 10).collect(Collectors.joining(", "));

    @TempDir
    static Path folder;

    private static Path lora;

    @BeforeAll
    static void startImageJ() {
        Path model = RecipeModel.write(folder.resolve("tiny"));
        RecipeModel.addAdapters(model);
        lora = RecipeLora.writePeft(folder.resolve("my style.safetensors"));
        HeadlessImageJ.start();
        options("model=[" + model + "]");
    }

    @AfterAll
    static void stopImageJ() {
        options("model=[] head=[]");
        HeadlessImageJ.stop();
    }

    @ParameterizedTest
    @CsvSource({
        "'', 'DPM++ 2M, 25 steps, guidance 3.0'",
        "sampler=LCM, 'LCM, 4 steps, guidance 1.0'",
        "sampler=LCM steps=25 guidance=3, 'LCM, 25 steps, guidance 3.0'",
        "sampler=LCM steps=2, 'LCM, 2 steps, guidance 1.0'",
        "sampler=LCM guidance=1.5, 'LCM, 4 steps, guidance 1.5'",
        "sampler=DDIM guidance=0, 'DDIM, 25 steps, guidance 0.0'"
    })
    void stepsAndGuidanceFollowTheSamplerUnlessGiven(String options, String label) {
        assertTrue(generate(options).getStack().getSliceLabel(1).contains(label));
    }

    @Test
    void leftOutStepsAndGuidanceAreThoseOfOlderMacros() {
        int[] explicit = SciJava.pixels(generate("steps=25 guidance=3"));
        assertArrayEquals(explicit, SciJava.pixels(generate("")));
        assertArrayEquals(explicit, SciJava.pixels(generate("lora=[] expression=[]")));
    }

    @Test
    void aLoraIsAddedAndInTheRecipe() {
        int[] plain = SciJava.pixels(generate("steps=2"));
        ImagePlus half = generate("steps=2 lora=[" + lora + "] weight=0.5");
        JsonObject part = adapters(half).getAsJsonArray("loras").get(0).getAsJsonObject();
        assertEquals("my style.safetensors", part.get("file").getAsString());
        assertEquals(0.5, part.get("scale").getAsDouble());
        assertEquals(64, part.get("sha256").getAsString().length());
        assertFalse(Arrays.equals(plain, SciJava.pixels(half)));
        assertFalse(Arrays.equals(SciJava.pixels(half), SciJava.pixels(generate("steps=2 lora=[" + lora + "]"))));
        assertArrayEquals(plain, SciJava.pixels(generate("steps=2")));
    }

    @Test
    void lcmNeedsNoLoraForADistilledModel() {
        ImagePlus distilled = generate("sampler=LCM lora=none");
        assertFalse(info(distilled).has("adapters"));
        assertFalse(Arrays.equals(SciJava.pixels(distilled), SciJava.pixels(generate("sampler=LCM"))));
    }

    @Test
    void anExpressionIsTypedOrReadFromAFile() throws IOException {
        float[] numbers = new float[55];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = (i % 10) / 10f;
        }
        Path npy = Files.write(folder.resolve("smile.npy"), Npy.write(Tensor.of(numbers, 1, 55)));
        Path csv = Files.writeString(folder.resolve("smile.csv"), NUMBERS);
        ImagePlus typed = generate("steps=2 expression=[" + NUMBERS + "]");
        assertEquals("numbers", expression(typed).get("source").getAsString());
        assertArrayEquals(SciJava.pixels(typed), SciJava.pixels(generate("steps=2 expression=[" + npy + "]")));
        ImagePlus read = generate("steps=2 expression=[" + csv + "]");
        assertEquals("smile.csv", expression(read).get("source").getAsString());
        assertArrayEquals(SciJava.pixels(typed), SciJava.pixels(read));
        assertFalse(Arrays.equals(
                SciJava.pixels(typed), SciJava.pixels(generate("steps=2 intensity=2 expression=[" + NUMBERS + "]"))));
        assertArrayEquals(
                SciJava.pixels(generate("steps=2 intensity=0 expression=[" + NUMBERS + "]")),
                SciJava.pixels(generate("steps=2 intensity=0 expression=[" + NUMBERS.replace("0.5", "1.5") + "]")));
    }

    @Test
    void anAppearanceIsAnOpenImageOrAFile() {
        Path file = Path.of(SciJava.PHOTO).toAbsolutePath();
        ImagePlus open = generate("steps=2 appearance=[astronaut.png]");
        JsonObject part = adapters(open).getAsJsonObject("appearance");
        assertEquals("astronaut.png, face 1", part.get("source").getAsString());
        assertEquals(0.8, part.get("influence").getAsDouble());
        assertArrayEquals(SciJava.pixels(open), SciJava.pixels(generate("steps=2 appearance=[" + file + "]")));
        assertFalse(Arrays.equals(SciJava.pixels(open), SciJava.pixels(generate("steps=2"))));
        assertFalse(Arrays.equals(
                SciJava.pixels(open), SciJava.pixels(generate("steps=2 influence=0.2 appearance=[astronaut.png]"))));
    }

    @Test
    void posesAndMixturesTakeAdaptersToo() {
        run("Generate Faces in Pose...", "steps=1 count=1 pose=Angles yaw=20 frames=2 expression=[" + NUMBERS + "]");
        assertTrue(adapters(WindowManager.getImage(FACES)).has("expression"));
        run("Mix Identities...", "count=1 other=[astronaut.png] sampler=LCM steps=1");
        assertTrue(adapters(WindowManager.getImage(FACES)).has("lcm"));
    }

    @Test
    void theExampleOpensTheMouth() throws IOException {
        HeadlessImageJ.Outcome outcome = HeadlessImageJ.run(
                Files.readString(Path.of("macros/Generate_Expressions.ijm")),
                Path.of(SciJava.PHOTO).toAbsolutePath().toString());
        assertEquals("Jaw 0: 128 x 128\nJaw 0.15: 128 x 128\nJaw 0.3: 128 x 128", outcome.log());
        int[] closed = SciJava.pixels(WindowManager.getImage("Jaw 0"));
        assertFalse(Arrays.equals(closed, SciJava.pixels(WindowManager.getImage("Jaw 0.3"))));
    }

    @Test
    void fasterPicturesTakeAdaptersToo() {
        String all = "steps=10 lora=[" + lora + "] expression=[" + NUMBERS + "]";
        int[] exact = SciJava.pixels(generate(all));
        assertFalse(Arrays.equals(exact, SciJava.pixels(generate("speed=[Skip deep blocks] " + all))));
    }

    @ParameterizedTest
    @CsvSource({"'',''", "sampler=LCM,''", "sampler=LCM lora=none,''", "lora=[LORA] weight=0.5,LORA"})
    void aRecipeBringsItsAdaptersBack(String options, String source) throws IOException {
        ImagePlus first = generate("steps=2 intensity=0.7 expression=[" + NUMBERS + "] appearance=[astronaut.png] "
                + options.replace("LORA", lora.toString()));
        Path recipe = Files.writeString(folder.resolve("recipe.json"), first.getInfoProperty());
        String sources = source.isEmpty() ? "" : "astronaut.png; " + lora;
        HeadlessImageJ.Outcome outcome = HeadlessImageJ.run(OPEN + "run('Generate from Recipe...', 'exact=true recipe=["
                + recipe + "] sources=[" + sources + "]'); return getTitle();");
        assertEquals("", outcome.log());
        ImagePlus again = WindowManager.getImage(outcome.answer());
        assertArrayEquals(SciJava.pixels(first), SciJava.pixels(again));
        assertEquals(info(first), info(again));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
            lora=style.safetensors         | is not the full path
            lora=[/no/such.safetensors]    | There is no LoRA "/no/such.safetensors"
            lora=[PHOTO]                   | astronaut.png
            lora=[ENCODER]                 | does not fit this model
            lora=[LORA] weight=NaN         | weight
            expression=happy               | The expression "happy" cannot be used
            expression=[1, 2, 3]           | An expression has 55 numbers (50 expression, 2 eyelids, 3 jaw), not 3.
            expression=[1, 2, three]       | Number 3 of the expression is "three"
            expression=[/no/such.npy]      | There is no file "/no/such.npy"
            expression=smile.npy           | is not the full path
            expression=[astronaut.png]     | The head in use is "head". Choose FLAME's generic_model.pkl
            expression=[landmarks of astronaut.png] | There are no landmarks on "astronaut.png"
            expression=Landmarks           | There are no landmarks on "astronaut.png"
            appearance=[no one]            | No image with the title "no one" is open. These images are open: astronaut.png.
            appearance=[README]            | ImageJ cannot read
            """)
    void wrongInputIsOneSentence(String options, String named) {
        Path encoder = folder.resolve("tiny/encoder/pytorch_model.bin");
        String given = options.replace("[PHOTO]", "[" + Path.of(SciJava.PHOTO).toAbsolutePath() + "]")
                .replace("[ENCODER]", "[" + encoder + "]")
                .replace("[README]", "[" + Path.of("README.md").toAbsolutePath() + "]")
                .replace("[LORA]", "[" + lora + "]");
        HeadlessImageJ.Outcome outcome = HeadlessImageJ.run(
                OPEN + "run('Generate Faces...', 'count=1 steps=1 " + given + "'); print('went on');");
        assertEquals("[aborted]", outcome.answer(), outcome.log());
        assertTrue(outcome.log().matches("[A-Z\"][^\\n]*\\. \\(macro line 1\\)"), outcome.log());
        assertTrue(outcome.log().contains(named), outcome.log());
        assertEquals("1", HeadlessImageJ.runOn("return '' + nImages;"));
    }

    @Test
    void landmarksBecomeAnExpressionOnlyByFlame() {
        HeadModel flame = HeadModel.open(FLAME);
        HeadShape smile = flame.meanShape();
        smile.expression()[0] = 2;
        smile.expression()[50] = 1;
        Landmarks points = flame.landmarks(smile, new View(Pose.FRONTAL, 1500, new Point(250, 250)));
        String select = OPEN + "makeSelection('point', newArray(" + joined(points, Point::x) + "), newArray("
                + joined(points, Point::y) + "));";
        String generate = "run('Generate Faces...', 'count=1 steps=1 expression=Landmarks');";
        HeadlessImageJ.Outcome without = HeadlessImageJ.run(select + generate);
        assertTrue(without.log().contains("Only FLAME's head turns landmarks into an expression"), without.log());
        options("head=[" + FLAME + "]");
        try {
            assertEquals(new HeadlessImageJ.Outcome(null, ""), HeadlessImageJ.run(select + generate));
            JsonObject part = expression(WindowManager.getImage(FACES));
            assertEquals("68 points of astronaut.png", part.get("source").getAsString());
            JsonArray numbers = part.getAsJsonArray("numbers");
            assertEquals(55, numbers.size());
            assertTrue(numbers.get(0).getAsDouble() > 0.2, part.toString());
            assertTrue(numbers.get(52).getAsDouble() > 0.001, part.toString());
            String other = select + generate.replace("Landmarks", "[68 points of astronaut.png]");
            assertEquals(new HeadlessImageJ.Outcome(null, ""), HeadlessImageJ.run(other));
            assertEquals(part, expression(WindowManager.getImage(FACES)));
        } finally {
            options("head=[]");
        }
    }

    private static String joined(Landmarks points, ToDoubleFunction<Point> coordinate) {
        return points.points().stream()
                .map(point -> String.valueOf(coordinate.applyAsDouble(point)))
                .collect(Collectors.joining(","));
    }

    private static ImagePlus generate(String options) {
        run("Generate Faces...", "count=1 " + (options == null ? "" : options));
        return WindowManager.getImage(FACES);
    }

    private static void run(String command, String options) {
        HeadlessImageJ.Outcome outcome =
                HeadlessImageJ.run(OPEN + "run('" + command + "', '" + options + "'); return getTitle();");
        assertEquals(new HeadlessImageJ.Outcome(FACES, ""), outcome);
    }

    private static void options(String options) {
        assertEquals(
                new HeadlessImageJ.Outcome(null, ""), HeadlessImageJ.run("run('Arc2Face...', '" + options + "');"));
    }

    private static JsonObject expression(ImagePlus image) {
        return adapters(image).getAsJsonObject("expression");
    }

    private static JsonObject adapters(ImagePlus image) {
        return info(image).getAsJsonObject("adapters");
    }

    private static JsonObject info(ImagePlus image) {
        return JsonParser.parseString(image.getInfoProperty()).getAsJsonObject();
    }
}
