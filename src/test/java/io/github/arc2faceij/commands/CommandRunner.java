package io.github.arc2faceij.commands;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import ij.IJ;
import ij.ImagePlus;
import io.github.arc2faceij.image.file.RecipeFile;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.scijava.Context;
import org.scijava.command.Command;
import org.scijava.command.CommandModule;
import org.scijava.command.CommandService;

/** Runs commands as scripts do: through SciJava's CommandService, without a display. */
final class CommandRunner implements AutoCloseable {

    /** What these show is a drawing. */
    private static final Set<Class<?>> NO_PICTURES = Set.of(ShowPoseNormalMap.class, CompareFaceIds.class);

    private final Context context = new Context(CommandService.class);

    /** @return NASA's portrait of Eileen Collins, freshly opened */
    static ImagePlus astronaut() {
        return IJ.openImage("test-images/astronaut.png");
    }

    Context context() {
        return context;
    }

    /** @return the command after it ran, whether it succeeded or not */
    CommandModule run(Class<? extends Command> command, Object... inputs) {
        try {
            return context.service(CommandService.class)
                    .run(command, true, inputs)
                    .get();
        } catch (InterruptedException | ExecutionException e) {
            throw new AssertionError(e);
        }
    }

    /** @return the command after it succeeded */
    CommandModule succeed(Class<? extends Command> command, Object... inputs) {
        CommandModule module = run(command, inputs);
        assertNull(module.getCancelReason());
        if (!NO_PICTURES.contains(command)) {
            boolean ofSynthetic = Stream.of(inputs)
                    .anyMatch(input -> input instanceof ImagePlus image
                            && RecipeFile.find(image).isPresent());
            module.getOutputs().values().stream()
                    .filter(ImagePlus.class::isInstance)
                    .forEach(output -> assertSaysWhatItIs((ImagePlus) output, ofSynthetic));
        }
        return module;
    }

    /** All pictures have a recipe, or say what they were made of; those that are synthetic say so in each label. */
    private static void assertSaysWhatItIs(ImagePlus image, boolean ofSynthetic) {
        String info = image.getInfoProperty();
        JsonObject made = JsonParser.parseString(info).getAsJsonObject();
        assertTrue(made.get("software").getAsString().startsWith("Arc2Face for ImageJ "), info);
        boolean isSynthetic = made.has("identityHash") || made.has("recipes");
        assertTrue(isSynthetic || !ofSynthetic, info);
        assertTrue(made.has("identityHash") || made.has("command"), info);
        assertEquals(isSynthetic, made.has("digitalSourceType"), info);
        for (int slice = 1; slice <= image.getStackSize(); slice++) {
            String label = image.getStackSize() == 1
                    ? image.getProp("Slice_Label")
                    : image.getStack().getSliceLabel(slice);
            assertEquals(isSynthetic, label.contains("synthetic"), label);
        }
    }

    /** @return the one sentence that it failed with */
    String fail(Class<? extends Command> command, Object... inputs) {
        CommandModule module = run(command, inputs);
        assertTrue(module.isCanceled(), "it should have failed");
        String reason = module.getCancelReason();
        assertNotNull(reason);
        assertTrue(reason.matches("(?s)[A-Z0-9\"].*\\."), "a sentence: " + reason);
        assertFalse(reason.contains("Exception"), reason);
        module.getInfo().outputs().forEach(output -> assertNull(module.getOutput(output.getName()), output.getName()));
        return reason;
    }

    @Override
    public void close() {
        context.dispose();
    }
}
