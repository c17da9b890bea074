package io.github.arc2faceij.commands;

import io.github.arc2faceij.Arc2Face;
import io.github.arc2faceij.common.Progress;

/** A command that runs the model of the options on the device of the options. One that is cancelled has changed nothing. */
abstract class Arc2FaceCommand extends CancellableCommand {

    /**
     * Does the command's work, and shows results only when all of it is done.
     *
     * @param arc2face the model of the options
     * @param progress to be passed on
     */
    protected abstract void perform(Arc2Face arc2face, Progress progress);

    @Override
    protected final void perform(Progress progress) {
        Arc2FaceOptions options = Arc2FaceOptions.load(context());
        Arc2Face arc2face = Arc2Face.shared(options.settings());
        try {
            perform(arc2face, progress);
        } finally {
            Arc2Face.closeUnlessShared(arc2face);
            options.releaseMemoryIfWanted();
        }
    }
}
