package io.github.arc2faceij.commands;

import io.github.arc2faceij.Arc2Face;
import io.github.arc2faceij.common.Progress;
import io.github.arc2faceij.image.ImageJProgress;
import org.scijava.command.CommandService;
import org.scijava.command.ContextCommand;
import org.scijava.command.Previewable;
import org.scijava.log.LogService;
import org.scijava.plugin.Parameter;

/**
 * What the commands have in common: the model and device of the options, progress with Escape, and one sentence as
 * {@link #getCancelReason()} for whatever goes wrong. A command that is cancelled has changed nothing.
 */
abstract class Arc2FaceCommand extends ContextCommand {

    @Parameter
    private LogService log;

    @Parameter
    private CommandService commands;

    /**
     * Does the command's work, and shows results only when all of it is done.
     *
     * @param arc2face the model of the options
     * @param progress to be passed on
     */
    protected abstract void perform(Arc2Face arc2face, Progress progress);

    @Override
    public final void run() {
        if (this instanceof Previewable previewing) {
            previewing.cancel(); // what the dialog showed makes room for the result
        }
        Failures.guard(this, context(), log, () -> {
            MacroNumbers.check(commands.getCommand(getClass()));
            Arc2FaceOptions options = Arc2FaceOptions.load(context());
            try (ImageJProgress progress = ImageJProgress.start(this::isCanceled)) {
                perform(Arc2Face.shared(options.settings()), progress);
            } finally {
                options.releaseMemoryIfWanted();
            }
        });
    }
}
