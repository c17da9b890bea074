package io.github.arc2faceij.commands;

import ij.ImagePlus;
import ij.measure.ResultsTable;
import io.github.arc2faceij.Arc2Face;
import io.github.arc2faceij.commands.keys.IdentifiedFace;
import io.github.arc2faceij.common.Progress;
import io.github.arc2faceij.face.FaceChoice;
import io.github.arc2faceij.face.Identity;
import io.github.arc2faceij.image.Photo;
import io.github.arc2faceij.image.SimilarityMatrix;
import io.github.arc2faceij.image.Windows;
import java.util.List;
import org.scijava.ItemIO;
import org.scijava.command.Command;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

/** Compares all faces of an image with each other or with those of another image: similarity matrix. */
@Plugin(
        type = Command.class,
        menuPath = "Plugins>Arc2Face>Compare Face IDs...",
        description = "Compare all faces of an image with each other, or with the faces of another image.",
        headless = true)
public class CompareFaceIds extends FaceSearchCommand {

    private static final String TABLE = "Face Similarities";

    @Parameter(
            label = "Other image",
            description = "Title of another open image. Leave it empty to compare the faces of one image with"
                    + " each other.",
            required = false,
            persist = false)
    private String other = "";

    @Parameter(label = "Face Similarity", type = ItemIO.OUTPUT)
    private ImagePlus matrix;

    @Parameter(label = TABLE, type = ItemIO.OUTPUT)
    private ResultsTable table;

    @Override
    protected void perform(Arc2Face arc2face, Progress progress) {
        boolean within = other == null || other.isBlank();
        Photo photo = photo();
        Photo otherPhoto = within ? photo : Photo.of(Windows.image(other));
        List<IdentifiedFace> rows =
                IdentifiedFace.find(arc2face, photo, FaceChoice.ALL, search(), progress.part(0, 0.5));
        List<IdentifiedFace> columns = within
                ? rows
                : IdentifiedFace.find(arc2face, otherPhoto, FaceChoice.ALL, search(), progress.part(0.5, 1));
        SimilarityMatrix similarities =
                SimilarityMatrix.of(names(rows), identities(rows), names(columns), identities(columns));
        matrix = similarities.picture("Face Similarity");
        table = similarities.table();
        table.show(TABLE);
    }

    private static List<String> names(List<IdentifiedFace> faces) {
        return faces.stream().map(IdentifiedFace::source).toList();
    }

    private static List<Identity> identities(List<IdentifiedFace> faces) {
        return faces.stream().map(IdentifiedFace::identity).toList();
    }
}
