package io.github.arc2faceij.commands;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import ij.IJ;
import ij.ImagePlus;
import ij.WindowManager;
import ij.gui.Overlay;
import ij.gui.Roi;
import ij.macro.Interpreter;
import ij.process.ColorProcessor;
import ij.process.FloatProcessor;
import ij.process.ImageProcessor;
import java.awt.event.KeyEvent;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.scijava.command.CommandModule;
import org.scijava.command.CommandService;

class GenerateFacesTest {

    private static final CommandRunner RUNNER = new CommandRunner();

    private final ImagePlus photo = CommandRunner.astronaut();

    @AfterAll
    static void close() {
        RUNNER.close();
    }

    @AfterEach
    void noBatch() {
        IJ.resetEscape();
        for (ImagePlus image : Interpreter.batchMode ? batchImages() : List.<ImagePlus>of()) {
            Interpreter.removeBatchModeImage(image);
        }
        Interpreter.batchMode = false;
    }

    @Test
    void aPhotoBecomesAStackWithItsRecipe() {
        ImagePlus stack = generate("count", 3, "steps", 2);
        assertEquals("Faces of astronaut.png", stack.getTitle());
        assertEquals(3, stack.getStackSize());
        assertEquals(ImagePlus.COLOR_RGB, stack.getType());
        assertTrue(stack.getStack().getSliceLabel(1).startsWith("seed 42 "), "label of the first slice");
        assertTrue(stack.getStack().getSliceLabel(3).startsWith("seed 44 "), "label of the third slice");
        JsonObject recipe = JsonParser.parseString(stack.getInfoProperty()).getAsJsonObject();
        assertEquals(42, recipe.get("seed").getAsLong());
        assertEquals(2, recipe.get("steps").getAsInt());
        assertEquals("astronaut.png, face 1", recipe.get("identity").getAsString());
        assertTrue(recipe.get("digitalSourceType").getAsString().endsWith("trainedAlgorithmicMedia"));
        assertFalse(Arrays.equals(
                (int[]) stack.getStack().getPixels(1), (int[]) stack.getStack().getPixels(2)));
    }

    @Test
    void stepsAndGuidanceThatAScriptLeavesOutAreTheSamplers() {
        assertTrue(label("sampler", "Euler").contains("Euler, 25 steps, guidance 3.0"));
        assertTrue(label("sampler", "LCM", "lora", "none").contains("LCM, 4 steps, guidance 1.0"));
        assertTrue(label("sampler", "LCM", "lora", "none", "steps", 2).contains("LCM, 2 steps, guidance 1.0"));
    }

    private String label(Object... inputs) {
        return generate(inputs).getStack().getSliceLabel(1);
    }

    @Test
    void theSameSeedGivesTheSamePixels() {
        ImagePlus first = generate("count", 1, "steps", 2, "seed", 7L);
        ImagePlus second = generate("count", 1, "steps", 2, "seed", 7L);
        ImagePlus other = generate("count", 1, "steps", 2, "seed", 8L);
        assertArrayEquals(pixels(first), pixels(second));
        assertFalse(Arrays.equals(pixels(first), pixels(other)));
    }

    @Test
    void picturesHaveTheSizeAskedForAndTheRecipeSaysSo() {
        ImagePlus wide = generate("count", 1, "steps", 1, "width", 192);
        assertEquals(List.of(192, 128), List.of(wide.getWidth(), wide.getHeight()));
        JsonObject recipe = JsonParser.parseString(wide.getInfoProperty()).getAsJsonObject();
        assertEquals(192, recipe.get("width").getAsInt());
        assertEquals(128, recipe.get("height").getAsInt());
    }

    @Test
    void aMacroWithoutDisplayFindsTheStackOfEachFace() {
        Interpreter.batchMode = true;
        ImagePlus pair = new ImagePlus("pair", twice(photo));
        CommandModule module =
                RUNNER.succeed(GenerateFaces.class, "image", pair, "face", "All faces", "count", 1, "steps", 1);
        ImagePlus first = (ImagePlus) module.getOutput("pictures");
        assertEquals("Faces of pair, face 1", first.getTitle());
        assertEquals(first, WindowManager.getImage("Faces of pair, face 1"));
        assertEquals(1, WindowManager.getImage("Faces of pair, face 2").getStackSize());
    }

    static Stream<Arguments> badInput() {
        ImagePlus photo = CommandRunner.astronaut();
        ImagePlus nan = new ImagePlus("nan", new FloatProcessor(400, 400));
        nan.getProcessor().set(Float.NaN);
        return Stream.of(
                Arguments.of("There is no image.", new Object[] {}),
                Arguments.of("There is no image.", new Object[] {"image", new ImagePlus()}),
                Arguments.of(
                        "No face was found.",
                        new Object[] {"image", IJ.createImage("blank", "RGB white", 300, 300, 1)}),
                Arguments.of("No face was found.", new Object[] {"image", nan}),
                Arguments.of("3 x 3", new Object[] {"image", IJ.createImage("tiny", "8-bit ramp", 3, 3, 1)}),
                Arguments.of("seed -1 ", new Object[] {"image", photo, "seed", -1L}),
                Arguments.of("seed 1099511627776 ", new Object[] {"image", photo, "seed", 1L << 40}),
                Arguments.of("0 pictures", new Object[] {"image", photo, "count", 0}),
                Arguments.of("1001 pictures", new Object[] {"image", photo, "count", 1001}),
                Arguments.of("0 steps", new Object[] {"image", photo, "steps", 0}),
                Arguments.of("-3 steps", new Object[] {"image", photo, "steps", -3}),
                Arguments.of("guidance cannot be NaN", new Object[] {"image", photo, "guidance", Double.NaN}),
                Arguments.of("guidance cannot be -1", new Object[] {"image", photo, "guidance", -1.0}),
                Arguments.of("\"Eulr\"", new Object[] {"image", photo, "sampler", "Eulr"}),
                Arguments.of("\"GPU\"", new Object[] {"image", photo, "noise", "GPU"}),
                Arguments.of("There is no speed \"warp\"", new Object[] {"image", photo, "speed", "warp"}),
                Arguments.of(
                        "at least 10 steps, not 9",
                        new Object[] {"image", photo, "speed", "Skip deep blocks", "steps", 9}),
                Arguments.of(
                        "saves no time at guidance 1.0",
                        new Object[] {"image", photo, "speed", "Guidance interval", "guidance", 1.0}),
                Arguments.of("The width cannot be 100 pixels.", new Object[] {"image", photo, "width", 100}),
                Arguments.of("The height cannot be -64 pixels.", new Object[] {"image", photo, "height", -64}),
                Arguments.of("no choice of faces \"Both\"", new Object[] {"image", photo, "face", "Both"}),
                Arguments.of("no selection", new Object[] {"image", photo, "face", "Selection"}));
    }

    @ParameterizedTest
    @MethodSource("badInput")
    void badInputGivesOneSentenceAndChangesNothing(String part, Object[] inputs) {
        Overlay overlay = new Overlay(new Roi(1, 2, 3, 4));
        if (inputs.length > 0) {
            ((ImagePlus) inputs[1]).setOverlay(overlay);
        }
        String reason = RUNNER.fail(GenerateFaces.class, inputs);
        assertTrue(reason.contains(part), reason);
        if (inputs.length > 0) {
            assertEquals(1, ((ImagePlus) inputs[1]).getOverlay().size());
        }
    }

    @Test
    void afterAFailureTheNextCallWorks() {
        RUNNER.fail(GenerateFaces.class, "image", photo, "steps", 0);
        assertEquals(1, generate("count", 1, "steps", 1).getStackSize());
    }

    @Test
    void escapeCancelsWithinAStep() throws Exception {
        generate("count", 1, "steps", 1); // so that the model is loaded
        Future<CommandModule> running = RUNNER.context()
                .service(CommandService.class)
                .run(GenerateFaces.class, true, "image", photo, "count", 4, "steps", 500);
        Thread.sleep(1500);
        assertFalse(running.isDone());
        long pressed = System.nanoTime();
        IJ.setKeyDown(KeyEvent.VK_ESCAPE);
        CommandModule module = running.get();
        assertEquals("Cancelled.", module.getCancelReason());
        assertNull(module.getOutput("pictures"));
        assertTrue(System.nanoTime() - pressed < 20_000_000_000L, "within a few steps of 500");
        assertEquals(1, generate("count", 1, "steps", 1).getStackSize());
    }

    private ImagePlus generate(Object... inputs) {
        Object[] all =
                Stream.concat(Stream.of("image", photo), Stream.of(inputs)).toArray();
        return (ImagePlus) RUNNER.succeed(GenerateFaces.class, all).getOutput("pictures");
    }

    private static int[] pixels(ImagePlus image) {
        return (int[]) image.getProcessor().getPixels();
    }

    private static ImageProcessor twice(ImagePlus photo) {
        int width = photo.getWidth();
        ImageProcessor both = new ColorProcessor(2 * width, photo.getHeight());
        both.insert(photo.getProcessor(), 0, 0);
        both.insert(photo.getProcessor(), width, 0);
        return both;
    }

    private static List<ImagePlus> batchImages() {
        return Arrays.stream(Interpreter.getBatchModeImageIDs())
                .mapToObj(Interpreter::getBatchModeImage)
                .toList();
    }
}
