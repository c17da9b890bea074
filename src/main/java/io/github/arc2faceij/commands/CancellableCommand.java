package io.github.arc2faceij.commands;

import ij.IJ;
import io.github.arc2faceij.common.Notices;
import io.github.arc2faceij.common.Progress;
import io.github.arc2faceij.image.ImageJProgress;
import io.github.arc2faceij.image.RunWindow;
import io.github.arc2faceij.macro.CommandMetadata;
import org.scijava.command.CommandService;
import org.scijava.command.ContextCommand;
import org.scijava.command.Previewable;
import org.scijava.log.LogService;
import org.scijava.plugin.Parameter;

/**
 * What all commands that take their time have in common: progress with Escape, and one sentence as
 * {@link #getCancelReason()} for whatever goes wrong.
 */
abstract class CancellableCommand extends ContextCommand {

    static {
        Notices.to(IJ::log);
    }

    @Parameter
    private LogService log;

    @Parameter
    private CommandService commands;

    /**
     * Does the command's work, and shows results only when all of it is done.
     *
     * @param progress to be passed on
     */
    protected abstract void perform(Progress progress);

    @Override
    public final void run() {
        if (this instanceof Previewable previewing) {
            previewing.cancel(); // what the dialog showed makes room for the result
        }
        Failures.guard(this, context(), log, () -> {
            String title = CommandMetadata.title(commands.getCommand(getClass()));
            try (ImageJProgress progress = ImageJProgress.start(this::isCanceled);
                    RunWindow window = RunWindow.of(title, progress)) {
                perform(window);
            }
        });
    }
}
