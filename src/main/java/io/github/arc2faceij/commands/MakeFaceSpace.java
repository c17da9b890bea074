package io.github.arc2faceij.commands;

import ij.IJ;
import ij.measure.ResultsTable;
import io.github.arc2faceij.Arc2Face;
import io.github.arc2faceij.commands.keys.NumberList;
import io.github.arc2faceij.commands.keys.Population;
import io.github.arc2faceij.commands.keys.SavePath;
import io.github.arc2faceij.commands.result.StimulusTable;
import io.github.arc2faceij.common.Arc2FaceException;
import io.github.arc2faceij.common.Progress;
import io.github.arc2faceij.face.Identity;
import io.github.arc2faceij.space.FaceSpace;
import io.github.arc2faceij.space.FaceSpaceFile;
import io.github.arc2faceij.space.TraitAxis;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.scijava.ItemIO;
import org.scijava.command.Command;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;
import org.scijava.widget.FileWidget;

/** Makes a face space of many people, and identities along its axes or along the axis of a label. */
@Plugin(
        type = Command.class,
        menuPath = "Plugins>Arc2Face>Face Space...",
        description = "Find the mean and the principal axes of many people, or the axis of a label such as age."
                + " Make identities along the axes.",
        headless = true)
public class MakeFaceSpace extends Arc2FaceCommand {

    private static final String TABLE = "Face Space";
    private static final String FACES = "Faces along Axes";

    @Parameter(
            label = "People",
            description = "Full path of a folder of photos, of which each gives its largest face, or full paths"
                    + " of .npy files. Separate files by semicolons. 50 people or more are better.",
            persist = false)
    private String people = "";

    @Parameter(
            label = "Axes",
            description = "How many axes to keep, 1 to 512. There are never more than people less one.",
            min = "1",
            max = "512",
            persist = false)
    private int axes = 512;

    @Parameter(
            label = "Labels",
            description = "Full path of a .csv table with something known of each person, such as age. Its rows"
                    + " are the people in their order, or it has a column \"file\" with the names of the"
                    + " photos. Leave it empty for no label.",
            style = FileWidget.OPEN_STYLE,
            required = false,
            persist = false)
    private String labels = "";

    @Parameter(label = "Column", description = "For labels: the name of the column.", required = false, persist = false)
    private String column = "";

    @Parameter(
            label = "Levels",
            description = "Where along each of the first three axes to make an identity, in deviations from the"
                    + " mean, with blanks between: -2 0 2. With labels: which labels the mean is to get.",
            required = false,
            persist = false)
    private String levels = "";

    @Parameter(
            label = "Save faces as",
            description = "For levels: full path of a .npy file for the identities. Their table is saved beside"
                    + " it as .csv. Leave it empty to save nothing.",
            required = false,
            persist = false)
    private String faces = "";

    @Parameter(
            label = "Save as",
            description = "Full path of a .npz file for the face space. Its table is saved beside it as .csv."
                    + " Leave it empty to save nothing.",
            required = false,
            persist = false)
    private String save = "";

    @Parameter(label = TABLE, type = ItemIO.OUTPUT)
    private ResultsTable table;

    private static final int SHOWN_AXES = 3;

    @Override
    protected void perform(Arc2Face arc2face, Progress progress) {
        Optional<Path> file = SavePath.of(save);
        file.ifPresent(FaceSpaceFile::requireName);
        Optional<Path> faceFile = SavePath.of(faces);
        faceFile.ifPresent(StimulusTable::requireIdentityFile);
        List<Double> steps = NumberList.of(levels);
        if (axes < 1 || axes > Identity.LENGTH) {
            throw new Arc2FaceException("The number of axes cannot be " + axes + ". Give 1 to 512.");
        }
        Population population = Population.of(arc2face, people, progress);
        progress.report("Finding axes", 1);
        FaceSpace space = FaceSpace.of(population.identities()).first(axes);
        Optional<TraitAxis> axis = labels == null || labels.isBlank()
                ? Optional.empty()
                : Optional.of(population.axis(SavePath.full(labels.strip()), column == null ? "" : column.strip()));
        List<Identity> made = new ArrayList<>();
        StimulusTable stimuli = axis.map(trait -> alongLabel(space, trait, steps, faceFile, made))
                .orElseGet(() -> alongAxes(space, steps, faceFile, made));
        StimulusTable rows = shares(space);
        file.ifPresent(path -> FaceSpaceFile.write(path, space));
        file.ifPresent(rows::write);
        if (!made.isEmpty()) {
            faceFile.ifPresent(path -> stimuli.write(path, made));
            stimuli.table().show(FACES);
        }
        table = rows.table();
        table.show(TABLE);
        tell(space, axis);
    }

    private static StimulusTable shares(FaceSpace space) {
        StimulusTable rows = new StimulusTable("axis", "deviation", "explained", "cumulative");
        double sum = 0;
        for (int axis = 0; axis < space.axes().length; axis++) {
            sum += space.explained(axis);
            rows.add(axis + 1, space.deviations()[axis], space.explained(axis), sum);
        }
        return rows;
    }

    private static StimulusTable alongAxes(
            FaceSpace space, List<Double> steps, Optional<Path> file, List<Identity> made) {
        StimulusTable rows = new StimulusTable("file", "row", "axis", "level", "cosine_to_mean");
        for (int axis = 0; axis < Math.min(SHOWN_AXES, space.axes().length); axis++) {
            for (double level : steps) {
                double[] scores = new double[axis + 1];
                scores[axis] = level;
                made.add(space.identity(scores));
                rows.add(name(file), made.size(), axis + 1, level, cosineOfLast(made, space));
            }
        }
        return rows;
    }

    private StimulusTable alongLabel(
            FaceSpace space, TraitAxis trait, List<Double> steps, Optional<Path> file, List<Identity> made) {
        StimulusTable rows =
                new StimulusTable("file", "row", "label", "asked", "predicted", "cosine_to_mean", "r2", "faces");
        for (double level : steps) {
            Identity person = trait.withLabel(space.identity(), level);
            made.add(person);
            rows.add(
                    name(file),
                    made.size(),
                    column,
                    level,
                    trait.predict(person),
                    cosineOfLast(made, space),
                    trait.r2(),
                    trait.faces());
        }
        return rows;
    }

    private static String name(Optional<Path> file) {
        return file.map(path -> path.getFileName().toString()).orElse("");
    }

    private static double cosineOfLast(List<Identity> made, FaceSpace space) {
        return made.get(made.size() - 1).cosine(space.identity());
    }

    private void tell(FaceSpace space, Optional<TraitAxis> axis) {
        IJ.log("Face space of " + space.faces() + " people: " + space.axes().length + " axes.");
        if (space.faces() < FaceSpace.FEW_FACES) {
            IJ.log("Its axes tell more about these people than about people: use " + FaceSpace.FEW_FACES + " or more.");
        }
        axis.ifPresent(trait -> {
            IJ.log(String.format(
                    Locale.ROOT,
                    "Axis of %s from %d people: cross-validated R2 %.3f (%d folds).",
                    column,
                    trait.faces(),
                    trait.r2(),
                    TraitAxis.FOLDS));
            if (!trait.warning().isEmpty()) {
                IJ.log(trait.warning());
            }
        });
    }
}
