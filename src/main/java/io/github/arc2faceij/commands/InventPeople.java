package io.github.arc2faceij.commands;

import ij.IJ;
import ij.measure.ResultsTable;
import io.github.arc2faceij.Arc2Face;
import io.github.arc2faceij.commands.keys.OtherIdentity;
import io.github.arc2faceij.commands.keys.SavePath;
import io.github.arc2faceij.commands.keys.SpaceKey;
import io.github.arc2faceij.commands.result.StimulusTable;
import io.github.arc2faceij.common.Arc2FaceException;
import io.github.arc2faceij.common.Counted;
import io.github.arc2faceij.common.Progress;
import io.github.arc2faceij.face.Identity;
import io.github.arc2faceij.space.FaceSpace;
import io.github.arc2faceij.space.InventedPeople;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.scijava.ItemIO;
import org.scijava.command.Command;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;
import org.scijava.widget.FileWidget;

/** Draws identities that nobody has, at known distances; also foils, all equally similar to somebody. */
@Plugin(
        type = Command.class,
        menuPath = "Plugins>Arc2Face>Invent People...",
        description = "Draw identities that nobody has, with a least distance to each other. They can also be"
                + " equally similar to a target.",
        headless = true)
public class InventPeople extends Arc2FaceCommand {

    private static final String TABLE = "Invented People";

    @Parameter(
            label = "People",
            description = "How many people to invent, 1 to 10000.",
            min = "1",
            max = "10000",
            persist = false)
    private int count = 10;

    @Parameter(
            label = "Least distance",
            description = "Cosine distance (1 - cosine) that each person keeps from the others, 0 to 2. The"
                    + " bundled face space has hundreds of people at 0.3, 70 at 0.5 and hardly more than 12 at 0.6.",
            style = "format:0.00",
            min = "0",
            max = "2",
            stepSize = "0.05",
            persist = false)
    private double distance = 0.5;

    @Parameter(
            label = "Apart from",
            description = "Other people to keep the distance from: titles of open images, or full paths of .npy"
                    + " files. Separate them by semicolons.",
            required = false,
            persist = false)
    private String apart = "";

    @Parameter(
            label = "Target",
            description = "For foils of a line-up: the title of an open image, or the full path of a .npy file"
                    + " with a row such as \"saved.npy, row 3\". All invented people are equally similar to"
                    + " this person. Leave it empty for people who resemble nobody in particular.",
            required = false,
            persist = false)
    private String target = "";

    @Parameter(
            label = "Similarity",
            description = "For a target: the cosine of each invented person to it, between -1 and 1.",
            style = "format:0.00",
            min = "-1",
            max = "1",
            stepSize = "0.05",
            persist = false)
    private double similarity = 0.5;

    @Parameter(
            label = "Seed",
            description = "Number of the draws, 0 to 4294967295. The same seed gives the same people.",
            min = "0",
            persist = false)
    private long seed = 42;

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
        requireCount();
        FaceSpace from = SpaceKey.of(space, arc2face, progress);
        List<Identity> others = SpaceKey.identities(SpaceKey.people(apart, arc2face, progress));
        Optional<OtherIdentity> centre = target(arc2face, progress);
        InventedPeople invented = centre.isEmpty()
                ? InventedPeople.draw(from, count, distance, others, seed, progress)
                : InventedPeople.around(
                        from, centre.get().identity(), similarity, count, distance, others, seed, progress);
        StimulusTable rows = rows(file, invented, others, centre, progress);
        file.ifPresent(path -> rows.write(path, invented.people()));
        table = rows.table();
        table.show(TABLE);
        IJ.log("Invented " + Counted.of(count, "person", "people") + " in "
                + Counted.of(invented.tried(), "try", "tries") + ".");
    }

    private void requireCount() {
        if (count > 10_000) {
            throw new Arc2FaceException("The number of people cannot be " + count + ". Give 1 to 10000.");
        }
    }

    private Optional<OtherIdentity> target(Arc2Face arc2face, Progress progress) {
        List<OtherIdentity> found = SpaceKey.people(target, arc2face, progress);
        if (found.size() > 1) {
            throw new Arc2FaceException("There is one target at a time, but \"" + target + "\" has " + found.size()
                    + " people. Name one of them, such as \"saved.npy, row 3\".");
        }
        return found.stream().findFirst();
    }

    private StimulusTable rows(
            Optional<Path> file,
            InventedPeople invented,
            List<Identity> others,
            Optional<OtherIdentity> centre,
            Progress progress) {
        StimulusTable rows = new StimulusTable(
                "file",
                "row",
                "seed",
                "draw",
                "least_distance",
                "nearest_distance",
                "target",
                "asked_cosine",
                "measured_cosine");
        String name = file.map(path -> path.getFileName().toString()).orElse("");
        for (int i = 0; i < count; i++) {
            progress.checkCancelled();
            Identity person = invented.people().get(i);
            List<Identity> rest = new ArrayList<>(invented.people());
            rest.remove(i);
            rest.addAll(others);
            rows.add(
                    name,
                    i + 1,
                    seed,
                    invented.tries().get(i),
                    distance,
                    rest.isEmpty() ? "" : (Object) InventedPeople.nearest(person, rest),
                    centre.map(OtherIdentity::source).orElse(""),
                    centre.isEmpty() ? "" : (Object) similarity,
                    centre.map(other -> (Object) person.cosine(other.identity()))
                            .orElse(""));
        }
        return rows;
    }
}
