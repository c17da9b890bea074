package io.github.arc2faceij.commands;

import ij.measure.ResultsTable;
import io.github.arc2faceij.Arc2Face;
import io.github.arc2faceij.commands.keys.NumberList;
import io.github.arc2faceij.commands.keys.OtherIdentity;
import io.github.arc2faceij.commands.keys.SavePath;
import io.github.arc2faceij.commands.keys.SpaceKey;
import io.github.arc2faceij.commands.result.StimulusTable;
import io.github.arc2faceij.common.Arc2FaceException;
import io.github.arc2faceij.common.Progress;
import io.github.arc2faceij.face.Identity;
import io.github.arc2faceij.space.Caricature;
import io.github.arc2faceij.space.FaceSpace;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.scijava.ItemIO;
import org.scijava.command.Command;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;
import org.scijava.widget.FileWidget;

/** Makes caricatures, anti-caricatures and opposites of people: identities along the line from the mean to each. */
@Plugin(
        type = Command.class,
        menuPath = "Plugins>Arc2Face>Caricature...",
        description = "Make identities with more or less of what makes a person special: caricatures,"
                + " anti-caricatures and opposites.",
        headless = true)
public class CaricatureFaces extends Arc2FaceCommand {

    private static final String TABLE = "Caricatures";

    @Parameter(
            label = "People",
            description =
                    "The people: titles of open images, or full paths of .npy files. Separate them by semicolons.",
            persist = false)
    private String people = "";

    @Parameter(
            label = "Levels",
            description = "How far to go from the mean to the person and beyond, with blanks between: 0 is the"
                    + " mean, 0.5 an anti-caricature, 1 the person, 1.5 a caricature, -1 the opposite.",
            persist = false)
    private String levels = "-1 0.5 1 1.5";

    @Parameter(
            label = "Face space",
            description = "Full path of a .npz file that Face Space... saved. Leave it empty for the bundled"
                    + " one, which is of drawn heads and of the bundled recogniser.",
            style = FileWidget.OPEN_STYLE,
            required = false,
            persist = false)
    private String space = "";

    @Parameter(
            label = "Save as",
            description = "Full path of a .npy file for the identities. The table is saved beside it as .csv."
                    + " Leave it empty to save nothing.",
            required = false,
            persist = false)
    private String save = "";

    @Parameter(label = TABLE, type = ItemIO.OUTPUT)
    private ResultsTable table;

    @Override
    protected void perform(Arc2Face arc2face, Progress progress) {
        Optional<Path> file = SavePath.of(save);
        file.ifPresent(StimulusTable::requireIdentityFile);
        List<Double> steps = NumberList.of(levels);
        FaceSpace around = SpaceKey.of(space, arc2face, progress);
        List<OtherIdentity> persons = SpaceKey.people(people, arc2face, progress);
        if (steps.isEmpty() || persons.isEmpty()) {
            throw new Arc2FaceException("A caricature needs people and levels. Give the title of an open image or the"
                    + " full path of a .npy file, and levels such as -1 0.5 1.5.");
        }
        String name = file.map(path -> path.getFileName().toString()).orElse("");
        StimulusTable rows = new StimulusTable("file", "row", "source", "level", "cosine_to_person", "cosine_to_mean");
        List<Identity> all = new ArrayList<>();
        Identity mean = around.identity();
        for (OtherIdentity person : persons) {
            progress.report(person.source(), (double) all.size() / (persons.size() * steps.size()));
            for (double level : steps) {
                Identity made = Caricature.of(around, person.identity(), level);
                all.add(made);
                rows.add(name, all.size(), person.source(), level, made.cosine(person.identity()), made.cosine(mean));
            }
        }
        file.ifPresent(path -> rows.write(path, all));
        table = rows.table();
        table.show(TABLE);
    }
}
