package io.github.arc2faceij.commands;

import ij.ImagePlus;
import io.github.arc2faceij.Arc2Face;
import io.github.arc2faceij.commands.result.PictureFace;
import io.github.arc2faceij.commands.result.StimulusFrame;
import io.github.arc2faceij.commands.result.StimulusSet;
import io.github.arc2faceij.common.Arc2FaceException;
import io.github.arc2faceij.common.Progress;
import io.github.arc2faceij.request.GenerationRequest;
import java.util.List;
import java.util.Optional;
import org.scijava.ItemVisibility;
import org.scijava.plugin.Parameter;

/**
 * A command that makes pictures of the person on a photo, or of people who need no photo: saved or invented ones. They can
 * be saved as a set of stimuli.
 */
abstract class PersonCommand extends AdaptedCommand {

    private static final String TABLE = "Stimuli";

    @Parameter(visibility = ItemVisibility.MESSAGE, style = "heading,folded", required = false, persist = false)
    private final String peopleHeading = "<html><b>People</b></html>";

    @Parameter(
            label = "People",
            description = "Whose pictures to make, if not of the faces on the photo: full paths of .npy files that"
                    + " Compute Face IDs..., Invent People... or Caricature... saved, or titles of open images."
                    + " Separate them by semicolons. Without a row, as in \"saved.npy, row 3\", all people of a file"
                    + " are meant. Leave it empty for the photo.",
            required = false,
            persist = false)
    private String people = "";

    @Parameter(visibility = ItemVisibility.MESSAGE, style = "heading,folded", required = false, persist = false)
    private final String stimuliHeading = "<html><b>Stimuli</b></html>";

    @Parameter(
            label = "Stimulus set",
            description = "Full path of an empty folder. The pictures are saved there as PNG, with a table of what was"
                    + " asked for and measured (stimuli.csv) and a contact sheet. Leave it empty for none.",
            required = false,
            persist = false)
    private String set = "";

    @Parameter(
            label = "Counterbalance",
            description = "Also write an order of the set's pictures for each participant (participant-1.csv, ...), by"
                    + " a Latin square over people or frames.",
            persist = false)
    private boolean counterbalance;

    @Override
    final String people() {
        return people;
    }

    @Override
    protected void perform(Arc2Face arc2face, Progress progress) {
        if (set().isPresent() && !arc2face.kind().takesIdentity()) {
            throw new Arc2FaceException(
                    "A stimulus set tells how alike pictures are to the person that was asked for, but"
                            + " this model draws what a text says. Choose an Arc2Face model in Edit > Options > Arc2Face....");
        }
        super.perform(arc2face, progress);
    }

    private Optional<StimulusSet> set() {
        return StimulusSet.in(set, counterbalance);
    }

    @Override
    protected void generated(
            Arc2Face arc2face, List<List<GenerationRequest>> faces, List<ImagePlus> stacks, Progress progress) {
        set().ifPresent(stimuli -> {
            for (int i = 0; i < stacks.size(); i++) {
                addTo(stimuli, arc2face, i, faces.get(i), stacks.get(i), progress);
            }
            stimuli.write().table().show(TABLE);
        });
    }

    /**
     * @param stimuli get the pictures of a face
     * @param arc2face the model
     * @param index which face, from 0
     * @param frames of the face
     * @param stack its pictures
     * @param progress asked whether to stop
     */
    void addTo(
            StimulusSet stimuli,
            Arc2Face arc2face,
            int index,
            List<GenerationRequest> frames,
            ImagePlus stack,
            Progress progress) {
        List<StimulusFrame> asked = frames.stream().map(StimulusFrame::of).toList();
        stimuli.add(
                stack,
                asked,
                PictureFace.all(stack, picture -> PictureFace.of(arc2face, picture, progress), progress),
                progress);
    }
}
