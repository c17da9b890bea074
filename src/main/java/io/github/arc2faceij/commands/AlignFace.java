package io.github.arc2faceij.commands;

import ij.ImagePlus;
import io.github.arc2faceij.Arc2Face;
import io.github.arc2faceij.commands.keys.FaceNotes;
import io.github.arc2faceij.common.Landmarks.Point;
import io.github.arc2faceij.common.Picture;
import io.github.arc2faceij.common.Progress;
import io.github.arc2faceij.face.Face;
import io.github.arc2faceij.face.FaceAnalyzer;
import io.github.arc2faceij.face.FaceChoice;
import io.github.arc2faceij.image.FaceSource;
import io.github.arc2faceij.image.Photo;
import io.github.arc2faceij.image.PictureStack;
import io.github.arc2faceij.image.file.Provenance;
import io.github.arc2faceij.image.file.RecipeFile;
import io.github.arc2faceij.pose.AlignedFace;
import io.github.arc2faceij.pose.FfhqAlignment;
import io.github.arc2faceij.recipe.Derivation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.scijava.ItemIO;
import org.scijava.command.Command;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

/** Cuts faces out upright as FFHQ does: a slice per face, and where it lies in the original in the Info. */
@Plugin(
        type = Command.class,
        menuPath = "Plugins>Arc2Face>Align Face...",
        description = "Cut out a face upright, in the same way as the pictures that Arc2Face was trained with.",
        headless = true)
public class AlignFace extends FaceCommand {

    @Parameter(
            label = "Size",
            description = "Width and height of the result in pixels, 1 to 4096. Arc2Face's own pictures have 512.",
            min = "1",
            max = "4096",
            persist = false)
    private int size = 512;

    @Parameter(label = "Aligned face", type = ItemIO.OUTPUT)
    private ImagePlus aligned;

    /** Where a slice lies: top left, bottom left, bottom right and top right corner, in pixels of the original. */
    private record Source(String face, List<Point> quad) {}

    private record Cut(int size, List<Source> faces) {}

    @Override
    protected void perform(Arc2Face arc2face, Progress progress) {
        FaceChoice choice = faceChoice();
        Photo photo = photo();
        List<Face> all =
                arc2face.detect(photo.picture(), FaceAnalyzer.DEFAULT_CONFIDENCE, search(), progress.part(0, 0.5));
        List<Picture> pictures = new ArrayList<>();
        List<Source> sources = new ArrayList<>();
        for (Face found : choice.choose(all, photo.selection())) {
            String source =
                    FaceSource.face(image().getTitle(), all.indexOf(found) + 1).text();
            FaceNotes.tellTurn(source, found);
            AlignedFace cut = FfhqAlignment.align(photo.picture(), found.landmarks(), size, progress.part(0.5, 1));
            Stream<Point> corners = cut.outline().stream().map(photo::inImage);
            pictures.add(cut.picture());
            sources.add(new Source(source, corners.toList()));
        }
        List<String> names = sources.stream().map(Source::face).toList();
        Optional<String> recipe = RecipeFile.find(image()).map(Provenance::recipe);
        Derivation made = Derivation.of("Align Face...", new Cut(size, sources), names, List.of(recipe));
        aligned = PictureStack.of(
                "Aligned " + image().getTitle(),
                pictures,
                names.stream().map(made::label).toList(),
                made.json());
    }
}
