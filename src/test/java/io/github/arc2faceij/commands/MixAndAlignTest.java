package io.github.arc2faceij.commands;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import ij.IJ;
import ij.ImagePlus;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Mix Identities... and Align Face... on the bundled model. */
class MixAndAlignTest {

    private static final CommandRunner RUNNER = new CommandRunner();
    private static final String OTHER = "src/test/resources/golden/pose/heads/000.png";

    private final OpenImages images = new OpenImages();
    private ImagePlus photo;

    @TempDir
    Path folder;

    @BeforeEach
    void open() {
        photo = images.open("astronaut.png", CommandRunner.astronaut());
        images.open("other.png", IJ.openImage(OTHER));
    }

    @AfterEach
    void closeImages() {
        images.close();
    }

    @AfterAll
    static void close() {
        RUNNER.close();
    }

    @Test
    void theEndsOfTheRatioAreTheTwoPeople() {
        ImagePlus frames = mix("other", "other.png", "ratio", 1.0, "frames", 3);
        assertEquals(3, frames.getStackSize());
        assertTrue(frames.getStack().getSliceLabel(2).contains("ratio 0.50"));
        ImagePlus alone = (ImagePlus) RUNNER.succeed(GenerateFaces.class, "image", photo, "count", 1, "steps", 2)
                .getOutput("pictures");
        assertTrue(difference(pixels(alone, 1), pixels(frames, 1)) < 1, "ratio 0 is the photo's person");
        assertFalse(Arrays.equals(pixels(frames, 1), pixels(frames, 3)));
        assertArrayEquals(pixels(mix("other", "other.png", "ratio", 0.5), 1), pixels(frames, 2));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Linear", "Spherical (slerp)"})
    void theRecipeNamesEverybody(String method) {
        ImagePlus mixed = mix("other", "other.png; astronaut.png", "method", method, "ratio", 0.25);
        JsonObject mix = JsonParser.parseString(mixed.getInfoProperty())
                .getAsJsonObject()
                .getAsJsonObject("mix");
        assertEquals(0.25, mix.get("ratio").getAsDouble());
        assertEquals(method, mix.get("method").getAsString());
        JsonArray sources = mix.getAsJsonArray("sources");
        assertEquals("astronaut.png, face 1", sources.get(0).getAsString());
        assertEquals("other.png, face 1", sources.get(1).getAsString());
        assertEquals(3, sources.size());
    }

    @Test
    void savedIdentitiesCanBeMixedIn() {
        String file = folder.resolve("saved; faces.npy").toString();
        ImagePlus direct = mix("other", "other.png");
        RUNNER.succeed(ComputeFaceIds.class, "image", ij.WindowManager.getImage("other.png"), "save", file);
        ImagePlus saved = mix("other", file);
        assertArrayEquals(pixels(direct, 1), pixels(saved, 1));
        assertTrue(saved.getInfoProperty().contains("saved; faces.npy, row 1"), saved.getInfoProperty());
    }

    @Test
    void aStartImageIsKeptTheLessItMayChange() {
        ImagePlus face = (ImagePlus)
                RUNNER.succeed(AlignFace.class, "image", photo, "size", 128).getOutput("aligned");
        ImagePlus little = mix("other", "other.png", "start", "astronaut.png", "change", 0.5);
        ImagePlus free = mix("other", "other.png");
        assertTrue(difference(pixels(face, 1), pixels(little, 1)) < difference(pixels(face, 1), pixels(free, 1)));
        JsonObject start = JsonParser.parseString(little.getInfoProperty())
                .getAsJsonObject()
                .getAsJsonObject("start");
        assertEquals("astronaut.png, face 1", start.get("source").getAsString());
        assertEquals(0.5, start.get("strength").getAsDouble());
    }

    @Test
    void aStartImageFillsPicturesThatAreNoSquares() {
        ImagePlus tall = mix("other", "other.png", "start", "astronaut.png", "change", 0.5, "height", 192);
        assertEquals(128, tall.getWidth());
        assertEquals(192, tall.getHeight());
    }

    @Test
    void similaritiesAlongTheMixArePlotted() {
        ImagePlus stack = mix("other", "other.png", "ratio", 1.0, "frames", 3, "steps", 10, "count", 2, "plot", true);
        ImagePlus plot = ij.WindowManager.getImage("Similarity along the mix");
        assertTrue(plot.getWidth() > 300);
        assertEquals("Ratio 0: astronaut.png, face 1\nRatio 1: other.png, face 1", plot.getInfoProperty());
        assertEquals(6, stack.getStackSize());
    }

    static Stream<Arguments> badMixes() {
        return Stream.of(
                Arguments.of("nobody to mix with", new Object[] {}),
                Arguments.of("nobody to mix with", new Object[] {"other", " ; "}),
                Arguments.of("\"nowhere\" is open", new Object[] {"other", "nowhere"}),
                Arguments.of("full path", new Object[] {"other", "faces.npy"}),
                Arguments.of("ratio", new Object[] {"other", "other.png", "ratio", Double.NaN}),
                Arguments.of("ratio", new Object[] {"other", "other.png", "ratio", 1.5}),
                Arguments.of("\"Stirred\"", new Object[] {"other", "other.png", "method", "Stirred"}),
                Arguments.of("\"nowhere\" is open", new Object[] {"other", "other.png", "start", "nowhere"}),
                Arguments.of(
                        "strength cannot be NaN",
                        new Object[] {"other", "other.png", "start", "other.png", "change", Double.NaN}),
                Arguments.of("frames cannot be 0", new Object[] {"other", "other.png", "frames", 0}));
    }

    @ParameterizedTest
    @MethodSource("badMixes")
    void badInputGivesOneSentence(String part, Object[] inputs) {
        String reason = RUNNER.fail(MixIdentities.class, withPhoto(inputs));
        assertTrue(reason.contains(part), reason);
    }

    @Test
    void anAlignedFaceKnowsWhereItWas() {
        ImagePlus aligned = (ImagePlus)
                RUNNER.succeed(AlignFace.class, "image", photo, "size", 256).getOutput("aligned");
        assertEquals(256, aligned.getWidth());
        assertEquals("Aligned astronaut.png", aligned.getTitle());
        JsonObject source = JsonParser.parseString(aligned.getInfoProperty())
                .getAsJsonObject()
                .getAsJsonObject("settings")
                .getAsJsonArray("faces")
                .get(0)
                .getAsJsonObject();
        assertEquals("astronaut.png, face 1", source.get("face").getAsString());
        JsonArray quad = source.getAsJsonArray("quad");
        assertEquals(4, quad.size());
        double left = quad.get(0).getAsJsonObject().get("x").getAsDouble();
        double right = quad.get(3).getAsJsonObject().get("x").getAsDouble();
        assertTrue(right - left > 80 && right - left < 512, left + " to " + right);
    }

    @Test
    void alignmentRefusesSizesAndImagesWithoutFaces() {
        assertTrue(RUNNER.fail(AlignFace.class, "image", photo, "size", 0).contains("0 pixels"));
        assertTrue(RUNNER.fail(AlignFace.class, "image", photo, "size", 5000).contains("5000 pixels"));
        ImagePlus blank = IJ.createImage("blank", "RGB white", 300, 300, 1);
        assertTrue(RUNNER.fail(AlignFace.class, "image", blank).contains("No face was found"));
        RUNNER.succeed(AlignFace.class, "image", photo);
    }

    private ImagePlus mix(Object... inputs) {
        Object[] few = Stream.concat(Stream.of("count", 1, "steps", 2), Stream.of(inputs))
                .toArray();
        return (ImagePlus) RUNNER.succeed(MixIdentities.class, withPhoto(few)).getOutput("pictures");
    }

    private Object[] withPhoto(Object... inputs) {
        return Stream.concat(Stream.of("image", photo), Stream.of(inputs)).toArray();
    }

    private static int[] pixels(ImagePlus image, int slice) {
        return (int[]) image.getStack().getPixels(slice);
    }

    private static double difference(int[] a, int[] b) {
        long sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += Math.abs((a[i] & 0xff) - (b[i] & 0xff));
        }
        return (double) sum / a.length;
    }
}
