package io.github.arc2faceij.commands;

import ij.IJ;
import ij.ImagePlus;
import ij.measure.ResultsTable;
import io.github.arc2faceij.Arc2Face;
import io.github.arc2faceij.commands.keys.PictureSet;
import io.github.arc2faceij.commands.keys.SavePath;
import io.github.arc2faceij.commands.keys.SetFaces;
import io.github.arc2faceij.commands.result.StimulusTable;
import io.github.arc2faceij.common.Counted;
import io.github.arc2faceij.common.Landmarks;
import io.github.arc2faceij.common.Progress;
import io.github.arc2faceij.face.Identity;
import io.github.arc2faceij.face.IdentityMix;
import io.github.arc2faceij.image.PictureStack;
import io.github.arc2faceij.prepare.AverageFace;
import io.github.arc2faceij.prepare.EyeFrame;
import io.github.arc2faceij.recipe.Derivation;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.scijava.ItemIO;
import org.scijava.ItemVisibility;
import org.scijava.command.Command;
import org.scijava.plugin.Attr;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

/** Averages faces: a picture of their mean shape and colour, and their mean identity. */
@Plugin(
        type = Command.class,
        menuPath = "Plugins>Arc2Face>Average Faces...",
        description = "Average the largest face of each picture in shape and colour, and save the mean identity.",
        headless = true,
        attrs = @Attr(name = "image", value = "optional"))
public class AverageFaces extends PictureSetCommand {

    private static final String TABLE = "Averaged Faces";

    /** Of pixels that no photo shows. */
    private static final int GREY = 128;

    @Parameter(visibility = ItemVisibility.MESSAGE, style = "heading", required = false, persist = false)
    private final String identityHeading = "<html><b>Mean identity</b></html>";

    @Parameter(
            label = "Save as",
            description = "Full path of a .npy file for the mean identity, of which Mix Identities... makes pictures."
                    + " The table is saved beside it as .csv. Leave it empty to save nothing.",
            required = false,
            persist = false)
    private String save = "";

    @Parameter(label = "Average face", type = ItemIO.OUTPUT)
    private ImagePlus average;

    @Parameter(label = TABLE, type = ItemIO.OUTPUT)
    private ResultsTable table;

    @Override
    protected void perform(Arc2Face arc2face, Progress progress) {
        Optional<Path> file = SavePath.of(save);
        file.ifPresent(StimulusTable::requireIdentityFile);
        EyeFrame frame = frame();
        PictureSet set = pictures(progress);
        List<String> sources = new ArrayList<>();
        List<Landmarks> shapes = new ArrayList<>();
        List<Identity> identities = new ArrayList<>();
        SetFaces.visit(arc2face, set, progress.part(0, 0.6), (i, picture, face, source, part) -> {
            sources.add(source);
            shapes.add(face.landmarks());
            identities.add(arc2face.identify(picture, face, part));
        });
        AverageFace mean = new AverageFace(frame, shapes);
        for (int i = 0; i < set.size(); i++) {
            progress.report("Warping " + set.called(i), 0.6 + 0.4 * i / set.size());
            mean.add(set.pictures().get(i).get(), shapes.get(i), progress);
        }
        double[] same = new double[set.size()];
        Arrays.fill(same, 1);
        Identity nobody = IdentityMix.sum(identities, same);
        StimulusTable rows = new StimulusTable("picture", "source", "shape_distance", "cosine_to_mean");
        for (int i = 0; i < set.size(); i++) {
            rows.add(
                    i + 1,
                    sources.get(i),
                    mean.shapeDistance(shapes.get(i)),
                    identities.get(i).cosine(nobody));
        }
        file.ifPresent(path -> rows.write(path, List.of(nobody)));
        String title = "Average of " + Counted.of(set.size(), "face", "faces");
        Derivation made = Derivation.of("Average Faces...", frame, sources, set.recipes());
        average = PictureStack.of(title, List.of(mean.picture(GREY)), List.of(made.label(title)), made.json());
        table = rows.table();
        table.show(TABLE);
        IJ.log("Averaged " + String.join("; ", sources) + ".");
    }
}
