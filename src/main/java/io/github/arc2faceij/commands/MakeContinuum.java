package io.github.arc2faceij.commands;

import ij.IJ;
import ij.ImagePlus;
import ij.measure.ResultsTable;
import io.github.arc2faceij.Arc2Face;
import io.github.arc2faceij.CancelledGenerationException;
import io.github.arc2faceij.Generation;
import io.github.arc2faceij.commands.continuum.Continuum;
import io.github.arc2faceij.commands.continuum.ContinuumAxis;
import io.github.arc2faceij.commands.continuum.ContinuumKind;
import io.github.arc2faceij.commands.continuum.ExpressionAxis;
import io.github.arc2faceij.commands.continuum.IdentityAxis;
import io.github.arc2faceij.commands.continuum.YawAxis;
import io.github.arc2faceij.commands.keys.IdentifiedFace;
import io.github.arc2faceij.commands.keys.MixedPeople;
import io.github.arc2faceij.commands.keys.OtherIdentity;
import io.github.arc2faceij.commands.keys.PoseKeys;
import io.github.arc2faceij.commands.keys.PoseKind;
import io.github.arc2faceij.commands.keys.ReferenceHead;
import io.github.arc2faceij.commands.result.StimulusSet;
import io.github.arc2faceij.commands.result.StimulusTable;
import io.github.arc2faceij.common.Arc2FaceException;
import io.github.arc2faceij.common.Progress;
import io.github.arc2faceij.face.IdentityMix;
import io.github.arc2faceij.image.Photo;
import io.github.arc2faceij.pose.HeadShape;
import io.github.arc2faceij.request.GenerationRequest;
import io.github.arc2faceij.stimulus.EqualSteps;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.Supplier;
import org.scijava.ItemIO;
import org.scijava.ItemVisibility;
import org.scijava.command.Command;
import org.scijava.plugin.Attr;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

/** Makes sequences of pictures whose steps are equal as measured on the pictures: from person to person, and more. */
@Plugin(
        type = Command.class,
        menuPath = "Plugins>Arc2Face>Continuum...",
        description = "Make pictures that go from one end to the other in steps that are equal as measured on the"
                + " pictures: from person to person, from angle to angle, or from expression to expression.",
        attrs = {@Attr(name = "help", value = "experiments"), @Attr(name = "image", value = "optional")},
        headless = true)
public class MakeContinuum extends PersonCommand {

    private static final String TABLE = "Continuum";

    @Parameter(visibility = ItemVisibility.MESSAGE, style = "heading,first", required = false, persist = false)
    private final String continuumHeading = "<html><b>Continuum</b></html>";

    @Parameter(
            label = "Along",
            description = "What changes. Identity: from the person to the other one. Yaw: from one angle to another."
                    + " Expression: from the person's own expression to that of the reference.",
            choices = {"Identity", "Yaw", "Expression"},
            persist = false)
    private String along = ContinuumKind.IDENTITY.label();

    @Parameter(
            label = "Other",
            description = "For Identity: who is at the other end. Title of another open image, or full path of a .npy"
                    + " file with a row such as \"saved.npy, row 3\".",
            required = false,
            persist = false)
    private String other = "";

    @Parameter(
            label = "From (°)",
            description = "For Yaw: degrees to the right of the picture at the first step, -60 to 60.",
            style = "format:0",
            min = "-60",
            max = "60",
            persist = false)
    private double from = -20;

    @Parameter(
            label = "To (°)",
            description = "For Yaw: degrees to the right of the picture at the last step, -60 to 60.",
            style = "format:0",
            min = "-60",
            max = "60",
            persist = false)
    private double to = 20;

    @Parameter(
            label = "Reference",
            description = "For Expression: title of an open image or full path of an image file with a face.",
            required = false,
            persist = false)
    private String reference = "";

    @Parameter(
            label = "Frames",
            description = "How many steps to make, with both ends, 3 to 100.",
            min = "3",
            max = "100",
            persist = false)
    private int frames = 5;

    @Parameter(
            label = "Tolerance (steps)",
            description = "How far a measured mean may be from what is asked for, as a share of a step, below 0.5.",
            style = "format:0.00",
            min = "0.01",
            max = "0.49",
            stepSize = "0.05",
            persist = false)
    private double tolerance = 0.1;

    @Parameter(
            label = "Budget (pictures)",
            description =
                    "The most pictures to make in search of equal steps. Each try makes as many as Pictures says.",
            min = "3",
            max = "100000",
            callback = "tellOutlook",
            persist = false)
    private int budget = 100;

    @Parameter(label = TABLE, type = ItemIO.OUTPUT)
    private ResultsTable table;

    /** Of each face, as long as the command runs. */
    private final List<ContinuumAxis> axes = new ArrayList<>();

    private final List<Continuum> made = new ArrayList<>();

    @Override
    int frameCount() {
        return Math.max(1, budget / Math.max(1, count()));
    }

    @Override
    protected List<GenerationRequest> frames(Arc2Face arc2face, GenerationRequest plain, Progress progress) {
        return begin(arc2face, plain, arc2face::meanHead, progress);
    }

    @Override
    protected List<GenerationRequest> frames(
            Arc2Face arc2face, Photo photo, IdentifiedFace person, GenerationRequest plain, Progress progress) {
        return begin(arc2face, plain, () -> person.head(arc2face, photo).shape(), progress);
    }

    private List<GenerationRequest> begin(
            Arc2Face arc2face, GenerationRequest plain, Supplier<HeadShape> head, Progress progress) {
        if (frames < 3 || frames > 100) {
            throw new Arc2FaceException("A continuum has 3 to 100 frames, not " + frames + ".");
        }
        effort();
        axes.add(
                switch (ContinuumKind.of(along)) {
                    case IDENTITY -> new IdentityAxis(new MixedPeople(
                            plain, OtherIdentity.find(arc2face, other, progress), IdentityMix.SLERP, arc2face.kind()));
                    case YAW -> new YawAxis(plain, head.get(), from, to);
                    case EXPRESSION -> expression(arc2face, plain, head.get(), progress);
                });
        return List.of(plain);
    }

    private ContinuumAxis expression(Arc2Face arc2face, GenerationRequest plain, HeadShape own, Progress progress) {
        ReferenceHead found =
                PoseKeys.of(PoseKind.REFERENCE.label(), reference, 0, 0, 0).find(arc2face, image(), progress);
        return new ExpressionAxis(plain, own, found.fit().shape(), found.source());
    }

    private EqualSteps.Effort effort() {
        return new EqualSteps.Effort(tolerance, budget / count());
    }

    @Override
    Generation generation(Arc2Face arc2face, List<GenerationRequest> plain, Progress progress) {
        try {
            Continuum found = Continuum.make(arc2face, axes.get(made.size()), frames, effort(), progress);
            made.add(found);
            return found.generation(arc2face, progress);
        } catch (CancelledGenerationException e) {
            throw new CancellationException(); // some pictures of a try are no continuum
        }
    }

    @Override
    protected void generated(
            Arc2Face arc2face, List<List<GenerationRequest>> faces, List<ImagePlus> stacks, Progress progress) {
        StimulusTable rows = Continuum.table();
        made.forEach(found -> {
            found.addTo(rows);
            IJ.log(found.summary(tolerance));
        });
        table = rows.table();
        table.show(TABLE);
        super.generated(arc2face, faces, stacks, progress);
    }

    @Override
    void addTo(
            StimulusSet stimuli,
            Arc2Face arc2face,
            int index,
            List<GenerationRequest> plain,
            ImagePlus stack,
            Progress progress) {
        Continuum found = made.get(index);
        stimuli.add(stack, found.frames(), found.faces(), progress);
    }
}
