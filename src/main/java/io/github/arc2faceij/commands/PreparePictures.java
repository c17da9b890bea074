package io.github.arc2faceij.commands;

import ij.IJ;
import ij.ImagePlus;
import ij.measure.ResultsTable;
import io.github.arc2faceij.Arc2Face;
import io.github.arc2faceij.commands.keys.NumberList;
import io.github.arc2faceij.commands.keys.PictureSet;
import io.github.arc2faceij.commands.keys.SavePath;
import io.github.arc2faceij.commands.keys.SetFaces;
import io.github.arc2faceij.commands.result.StimulusTable;
import io.github.arc2faceij.common.Arc2FaceException;
import io.github.arc2faceij.common.Labels;
import io.github.arc2faceij.common.Picture;
import io.github.arc2faceij.common.Progress;
import io.github.arc2faceij.image.PictureStack;
import io.github.arc2faceij.prepare.EyeFrame;
import io.github.arc2faceij.prepare.Lightness;
import io.github.arc2faceij.prepare.MaskShape;
import io.github.arc2faceij.prepare.Matching;
import io.github.arc2faceij.prepare.Placed;
import io.github.arc2faceij.prepare.Preparation;
import io.github.arc2faceij.prepare.Prepared;
import io.github.arc2faceij.recipe.Derivation;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import org.scijava.ItemIO;
import org.scijava.ItemVisibility;
import org.scijava.command.Command;
import org.scijava.plugin.Attr;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

/** Makes pictures of faces alike: eyes at the same places, a mask, and luminance or spectrum of the set's mean. */
@Plugin(
        type = Command.class,
        menuPath = "Plugins>Arc2Face>Prepare Pictures...",
        description = "Make the pictures of a set alike: eyes at the same places, a mask over a grey background, and"
                + " the same luminance, histogram or spectrum.",
        headless = true,
        attrs = @Attr(name = "image", value = "optional"))
public class PreparePictures extends PictureSetCommand {

    private static final String TABLE = "Prepared Pictures";

    @Parameter(visibility = ItemVisibility.MESSAGE, style = "heading,first", required = false, persist = false)
    private final String alignmentHeading = "<html><b>Alignment</b></html>";

    @Parameter(
            label = "Align by the eyes",
            description = "Move, turn and scale each picture so that its largest face has the eyes at the places"
                    + " that are given. Otherwise the pictures stay as they are and must have one size.",
            persist = false)
    private boolean align = true;

    @Parameter(visibility = ItemVisibility.MESSAGE, style = "heading", required = false, persist = false)
    private final String maskHeading = "<html><b>Mask</b></html>";

    @Parameter(
            label = "Mask",
            description = "What is seen of the pictures: all, an oval in the middle, or the hull of the 68 landmarks"
                    + " from the brows to the chin.",
            choices = {"None", "Oval", "Hull of the landmarks"},
            persist = false)
    private String mask = MaskShape.Kind.OVAL.label();

    @Parameter(
            label = "Oval (%)",
            description = "For an oval: its width and height in percent of the picture's, with a blank between.",
            required = false,
            persist = false)
    private String oval = "72 80";

    @Parameter(
            label = "Feather (px)",
            description = "Width of the mask's soft edge in pixels, 0 to 1000. It lies inside the outline.",
            min = "0",
            max = "1000",
            persist = false)
    private double feather = 6;

    @Parameter(
            label = "Background grey",
            description = "Grey of the background, 0 (black) to 255 (white).",
            min = "0",
            max = "255",
            persist = false)
    private int background = 128;

    @Parameter(visibility = ItemVisibility.MESSAGE, style = "heading", required = false, persist = false)
    private final String matchHeading = "<html><b>Luminance</b></html>";

    @Parameter(
            label = "Match",
            description = "What all pictures are given of the set's mean, as the SHINE toolbox does it.",
            choices = {
                "None",
                "Mean and deviation (lumMatch)",
                "Exact histogram (histMatch)",
                "Rotational average of the spectrum (sfMatch)",
                "Full spectrum (specMatch)"
            },
            persist = false)
    private String match = Matching.LUMINANCE.label();

    @Parameter(
            label = "Lightness",
            description = "What is matched and measured. Luma is what SHINE takes; CIELab lightness is nearer to what"
                    + " is seen. Colours stay.",
            choices = {"ITU-R BT.601 luma", "ITU-R BT.709 luma", "CIELab lightness"},
            persist = false)
    private String lightness = Lightness.BT601.label();

    @Parameter(
            label = "Inside the mask only",
            description = "Match and measure only pixels that the mask shows in full. Otherwise the background"
                    + " counts and may change too.",
            persist = false)
    private boolean inside = true;

    @Parameter(visibility = ItemVisibility.MESSAGE, style = "heading", required = false, persist = false)
    private final String tableHeading = "<html><b>Table</b></html>";

    @Parameter(
            label = "Save as",
            description = "Full path of a .csv file for the table. Leave it empty to save nothing.",
            required = false,
            persist = false)
    private String save = "";

    @Parameter(label = "Prepared pictures", type = ItemIO.OUTPUT)
    private ImagePlus prepared;

    @Parameter(label = TABLE, type = ItemIO.OUTPUT)
    private ResultsTable table;

    /** What the result says of them. */
    private record Used(EyeFrame aligned, Preparation preparation) {}

    @Override
    protected void perform(Arc2Face arc2face, Progress progress) {
        Optional<Path> file = SavePath.of(save);
        file.ifPresent(StimulusTable::requireTableFile);
        Preparation wanted = preparation();
        Optional<EyeFrame> frame = align ? Optional.of(frame()) : Optional.empty();
        PictureSet set = pictures(progress);
        List<Placed> placed = new ArrayList<>();
        List<String> sources = new ArrayList<>();
        place(arc2face, set, frame, progress.part(0, 0.6), placed, sources);
        List<Prepared> results = wanted.of(placed, progress.part(0.6, 1));
        StimulusTable rows = rows(placed, sources, results);
        file.ifPresent(rows::write);
        List<Picture> pictures = results.stream().map(Prepared::picture).toList();
        Used settings = new Used(frame.orElse(null), wanted);
        prepared = PictureStack.of(
                "Prepared " + set.title(),
                pictures,
                IntStream.range(0, set.size())
                        .mapToObj(i -> set.label(i, sources.get(i)))
                        .toList(),
                Derivation.of("Prepare Pictures...", settings, sources, set.recipes())
                        .json());
        table = rows.table();
        table.show(TABLE);
        tell(wanted, sources, results);
    }

    private Preparation preparation() {
        MaskShape.Kind kind = Labels.choose("mask", MaskShape.Kind.values(), MaskShape.Kind::label, mask);
        List<Double> sides = NumberList.of(oval);
        if (kind == MaskShape.Kind.OVAL && sides.size() != 2) {
            throw new Arc2FaceException("An oval has a width and a height, not \"" + oval
                    + "\". Give two numbers in percent of the picture's, such as 72 80.");
        }
        boolean sized = sides.size() == 2;
        return new Preparation(
                new MaskShape(kind, sized ? sides.get(0) : 100, sized ? sides.get(1) : 100, feather),
                background,
                Labels.choose("way to match", Matching.values(), Matching::label, match),
                Labels.choose("lightness", Lightness.values(), Lightness::label, lightness),
                inside);
    }

    private void place(
            Arc2Face arc2face,
            PictureSet set,
            Optional<EyeFrame> frame,
            Progress progress,
            List<Placed> placed,
            List<String> sources) {
        if (align || mask.equalsIgnoreCase(MaskShape.Kind.HULL.label())) {
            SetFaces.visit(arc2face, set, progress, (i, picture, face, source, part) -> {
                sources.add(source);
                placed.add(frame.map(eyes -> eyes.place(set.called(i), picture, face.landmarks(), background, part))
                        .orElseGet(() -> new Placed(set.called(i), picture, Optional.of(face.landmarks()), 0)));
            });
        } else {
            for (int i = 0; i < set.size(); i++) {
                progress.report("Reading " + set.called(i), (double) i / set.size());
                sources.add(set.names().get(i));
                placed.add(new Placed(set.called(i), set.pictures().get(i).get(), Optional.empty(), 0));
            }
        }
    }

    private static StimulusTable rows(List<Placed> placed, List<String> sources, List<Prepared> results) {
        StimulusTable rows = new StimulusTable(
                "picture",
                "source",
                "pixels",
                "mean_before",
                "mean_after",
                "deviation_before",
                "deviation_after",
                "histogram_before",
                "histogram_after",
                "spectrum_before",
                "spectrum_after",
                "clipped",
                "outside");
        for (int i = 0; i < results.size(); i++) {
            Prepared result = results.get(i);
            rows.add(
                    i + 1,
                    sources.get(i),
                    result.pixels(),
                    result.before().mean(),
                    result.after().mean(),
                    result.before().deviation(),
                    result.after().deviation(),
                    result.before().histogram(),
                    result.after().histogram(),
                    result.before().spectrum(),
                    result.after().spectrum(),
                    result.clipped(),
                    placed.get(i).outside());
        }
        return rows;
    }

    private static void tell(Preparation wanted, List<String> sources, List<Prepared> results) {
        if (results.size() == 1 && wanted.method() != Matching.NONE) {
            IJ.log("There is one picture, so there are no others to match it to.");
        }
        List<Prepared> clipped =
                results.stream().filter(result -> result.clipped() > 0).toList();
        clipped.stream()
                .max(Comparator.comparingDouble(Prepared::clipped))
                .ifPresent(worst -> IJ.log(String.format(
                        Locale.ROOT,
                        "Matching asked for values below 0 or above 255 on %d of %d pictures. They were set to 0 and 255:"
                                + " at most %.2f %% of the pixels (%s). The table has the share of each, and what was reached.",
                        clipped.size(),
                        results.size(),
                        100 * worst.clipped(),
                        sources.get(results.indexOf(worst)))));
    }
}
