package io.github.arc2faceij.commands;

import ij.ImagePlus;
import ij.measure.ResultsTable;
import io.github.arc2faceij.commands.macro.FijiMacros;
import io.github.arc2faceij.image.Windows;
import java.awt.GraphicsEnvironment;
import java.util.Objects;
import org.scijava.Priority;
import org.scijava.module.Module;
import org.scijava.module.ModuleItem;
import org.scijava.module.process.AbstractPostprocessorPlugin;
import org.scijava.module.process.PostprocessorPlugin;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;
import org.scijava.thread.ThreadService;

/**
 * Shows the results of this plugin's commands in ImageJ2, as plain ImageJ does: an image is the active one when the
 * command has ended, for the macro or script that called it. ImageJ2 itself would open it a little later, and without a
 * display not at all. Tables were shown by the command; ImageJ2 knows no ImageJ 1 tables and would write a warning for
 * each, which opens the console.
 */
@Plugin(type = PostprocessorPlugin.class, priority = Priority.HIGH)
public class ShownResults extends AbstractPostprocessorPlugin {

    @Parameter
    private ThreadService threads;

    @Override
    public void process(Module module) {
        if (module.getDelegateObject() instanceof CancellableCommand) {
            for (ModuleItem<?> output : module.getInfo().outputs()) {
                if (output.getType() == ResultsTable.class) {
                    module.resolveOutput(output.getName());
                } else if (isShownHere() && module.getOutput(output.getName()) instanceof ImagePlus image) {
                    Windows.show(image, caller());
                    module.resolveOutput(output.getName());
                }
            }
        }
    }

    /** A program that uses the commands without ImageJ2 shows in windows what it likes itself. */
    private boolean isShownHere() {
        return GraphicsEnvironment.isHeadless() || FijiMacros.isFiji(context());
    }

    /** Commands run on threads of a pool. */
    private Thread caller() {
        Thread thread = Thread.currentThread();
        return Objects.requireNonNullElse(threads.getParent(thread), thread);
    }
}
