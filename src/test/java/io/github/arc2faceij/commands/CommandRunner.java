package io.github.arc2faceij.commands;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.IJ;
import ij.ImagePlus;
import java.util.concurrent.ExecutionException;
import org.scijava.Context;
import org.scijava.command.Command;
import org.scijava.command.CommandModule;
import org.scijava.command.CommandService;

/** Runs commands as scripts do: through SciJava's CommandService, without a display. */
final class CommandRunner implements AutoCloseable {

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
        return module;
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
