package io.github.arc2faceij.commands;

import ij.IJ;
import ij.measure.ResultsTable;
import io.github.arc2faceij.Arc2Face;
import io.github.arc2faceij.commands.keys.OtherIdentity;
import io.github.arc2faceij.commands.keys.SavePath;
import io.github.arc2faceij.commands.result.BatchTable;
import io.github.arc2faceij.common.Progress;
import io.github.arc2faceij.request.GenerationRequest;
import java.nio.file.Path;
import java.util.List;
import org.scijava.ItemIO;
import org.scijava.ItemVisibility;
import org.scijava.command.Command;
import org.scijava.log.LogService;
import org.scijava.plugin.Attr;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;
import org.scijava.widget.FileWidget;

/** Makes a stack for each image of a folder, and a table of what became of them; goes on where it was stopped. */
@Plugin(
        type = Command.class,
        menuPath = "Plugins>Arc2Face>Batch...",
        description = "Make new pictures of the people on all images of a folder, and of those in its .npy files. Each"
                + " image and each saved person gets a TIFF stack.",
        headless = true,
        attrs = @Attr(name = "image", value = "optional"))
public class Batch extends AdaptedCommand {

    private static final String TABLE = "Arc2Face Batch";

    @Parameter(visibility = ItemVisibility.MESSAGE, style = "heading,first", required = false, persist = false)
    private final String foldersHeading = "<html><b>Folders</b></html>";

    @Parameter(
            label = "Input folder",
            description = "Full path of a folder. The command uses all files in it that ImageJ can open as images,"
                    + " and the people in all .npy files.",
            style = FileWidget.DIRECTORY_STYLE,
            persist = false)
    private String input = "";

    @Parameter(
            label = "Output folder",
            description = "Full path of another folder for the stacks and the table. The folder must exist.",
            style = FileWidget.DIRECTORY_STYLE,
            persist = false)
    private String output = "";

    @Parameter(
            label = "Options",
            description = "Keys of Generate Faces in Pose... or of Mix Identities..., as the recorder writes"
                    + " them. An example is pose=Angles yaw=30 frames=3. Leave it empty for pictures in any"
                    + " pose.",
            required = false,
            persist = false)
    private String options = "";

    @Parameter(
            label = "Replace files",
            description = "Whether stacks that were made with other settings may be replaced. Stacks with the"
                    + " same settings stay as they are.",
            persist = false)
    private boolean overwrite;

    @Parameter(label = TABLE, type = ItemIO.OUTPUT)
    private ResultsTable table;

    @Override
    protected void perform(Arc2Face arc2face, Progress progress) {
        List<Path> images = BatchFiles.images(input, output, OtherIdentity.SUFFIX);
        Path to = SavePath.existingFolder(output);
        GeneratingKeys keys = BatchKeys.of(context(), this, options);
        BatchTable rows = new BatchTable(to.resolve(TABLE + ".csv"));
        LogService log = context().service(LogService.class);
        BatchFiles files = new BatchFiles(to, overwrite, rows, log);
        new BatchRun(arc2face, keys, files).run(images, progress);
        table = rows.table();
        table.show(TABLE);
        IJ.log(rows.summary());
    }

    /** The command that the options mean makes the requests. */
    @Override
    protected List<GenerationRequest> frames(Arc2Face arc2face, GenerationRequest plain, Progress progress) {
        return List.of(plain);
    }

    /** There is no one image to mark a face on. */
    @Override
    public synchronized void preview() {
        // Nothing to show.
    }
}
