package io.github.arc2faceij.commands;

import io.github.arc2faceij.commands.preview.FacePreview;
import io.github.arc2faceij.face.FaceChoice;
import io.github.arc2faceij.face.FaceSearch;
import org.scijava.command.Previewable;
import org.scijava.plugin.Parameter;

/** A command that works on chosen faces of an image, which its dialog marks. */
abstract class FaceCommand extends FaceSearchCommand implements Previewable {

    @Parameter(
            label = "Face",
            description = "Which face to use: the largest one, the one in the selection, or all of them one"
                    + " after the other. The image shows which face it will be.",
            choices = {"Largest face", "Selection", "All faces"},
            persist = false)
    private String face;

    private FacePreview preview;

    FaceCommand() {
        face = FaceChoice.LARGEST.label();
    }

    /**
     * @param usual which faces are meant where nobody chooses
     * @param search whether small faces are looked for where nobody chooses
     */
    FaceCommand(FaceChoice usual, FaceSearch search) {
        super(search);
        face = usual.label();
    }

    /**
     * @return which faces are meant
     * @throws io.github.arc2faceij.common.Arc2FaceException when the choice is none of those that there are
     */
    final FaceChoice faceChoice() {
        return FaceChoice.of(face);
    }

    @Override
    public synchronized void preview() {
        if (preview == null) {
            preview = FacePreview.of(() -> Arc2FaceOptions.arc2face(context()), image());
        }
        preview.show(face, search());
    }

    @Override
    public synchronized void cancel() {
        if (preview != null) {
            preview.close();
            preview = null;
        }
    }
}
