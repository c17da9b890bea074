package io.github.arc2faceij.commands;

import ij.measure.ResultsTable;
import io.github.arc2faceij.Arc2Face;
import io.github.arc2faceij.commands.keys.FaceNotes;
import io.github.arc2faceij.commands.keys.IdentifiedFace;
import io.github.arc2faceij.commands.keys.SavePath;
import io.github.arc2faceij.common.Progress;
import io.github.arc2faceij.face.FaceChoice;
import io.github.arc2faceij.face.IdentityFile;
import io.github.arc2faceij.image.FaceTable;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.scijava.ItemIO;
import org.scijava.command.Command;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

/** Computes ArcFace identities: table "Face IDs", and a .csv or .npy file where wanted. */
@Plugin(
        type = Command.class,
        menuPath = "Plugins>Arc2Face>Compute Face IDs...",
        description = "Compute the 512 numbers that tell who a face is. They are used to compare faces and"
                + " to generate pictures.",
        headless = true)
public class ComputeFaceIds extends FaceCommand {

    @Parameter(
            label = "Save as",
            description = "Full path of a file for the numbers. Its name ends in .csv or .npy. Leave it empty"
                    + " to save no file.",
            required = false,
            persist = false)
    private String save = "";

    @Parameter(label = "Face IDs", type = ItemIO.OUTPUT)
    private ResultsTable table;

    @Override
    protected void perform(Arc2Face arc2face, Progress progress) {
        FaceChoice choice = faceChoice();
        Optional<Path> file = SavePath.of(save);
        List<IdentifiedFace> faces = IdentifiedFace.find(arc2face, photo(), choice, search(), progress);
        file.ifPresent(path -> IdentityFile.write(
                path, faces.stream().map(IdentifiedFace::identity).toList()));
        FaceTable rows = new FaceTable("Face IDs");
        faces.forEach(found -> rows.add(image(), found.number(), found.face().box(), numbers(found)));
        rows.show();
        table = rows.table();
    }

    private static Map<String, Double> numbers(IdentifiedFace found) {
        Map<String, Double> numbers = FaceNotes.columns(found.quality());
        float[] vector = found.identity().vector();
        for (int i = 0; i < vector.length; i++) {
            numbers.put("id_" + (i + 1), (double) vector[i]);
        }
        return numbers;
    }
}
