package io.github.arc2faceij.commands;

import ij.IJ;
import ij.ImagePlus;
import ij.measure.ResultsTable;
import io.github.arc2faceij.Arc2Face;
import io.github.arc2faceij.commands.keys.SavePath;
import io.github.arc2faceij.commands.keys.SpaceKey;
import io.github.arc2faceij.commands.result.BatchTable;
import io.github.arc2faceij.commands.result.ReplacedFaces;
import io.github.arc2faceij.common.Progress;
import io.github.arc2faceij.deidentify.Cast;
import io.github.arc2faceij.diffusion.Sampling;
import io.github.arc2faceij.diffusion.StartPicture;
import io.github.arc2faceij.diffusion.noise.Noise;
import io.github.arc2faceij.diffusion.sampler.SamplerType;
import io.github.arc2faceij.face.FaceChoice;
import io.github.arc2faceij.face.FaceSearch;
import io.github.arc2faceij.face.Identity;
import io.github.arc2faceij.face.IdentityFile;
import io.github.arc2faceij.image.ImageFile;
import io.github.arc2faceij.space.FaceSpace;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.scijava.ItemIO;
import org.scijava.ItemVisibility;
import org.scijava.command.Command;
import org.scijava.log.LogService;
import org.scijava.plugin.Attr;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;
import org.scijava.widget.FileWidget;

/** Replaces the faces of a photo, or of all photos of a folder, by people who do not exist. */
@Plugin(
        type = Command.class,
        menuPath = "Plugins>Arc2Face>De-identify Photo...",
        description = "Replace the faces on a photo by invented people in the same pose and expression. Hair, body,"
                + " clothes and background stay, so the result is not anonymous.",
        headless = true,
        attrs = {@Attr(name = "help", value = "experiments"), @Attr(name = "image", value = "optional")})
public class DeidentifyPhoto extends FaceCommand {

    private static final String FILES = "De-identified Photos";

    /** Shares of the time: finding faces, and all but measuring. */
    private static final double FOUND = 0.1;

    private static final double DRAWN = 0.95;

    @Parameter(
            label = "Least distance",
            description =
                    "Cosine distance (1 - cosine) that each invented person keeps from all people on the photos, 0 to"
                            + " 2. At 0.7 drawn heads were recognised by chance only.",
            style = "format:0.00",
            min = "0",
            max = "2",
            stepSize = "0.05",
            persist = false)
    private double distance = 0.7;

    @Parameter(
            label = "Strength",
            description = "How much of the face the noise hides at the start, from more than 0 to 1. 1 hides all of it."
                    + " Less keeps more of its light, and more of the person.",
            style = "slider,format:0.00",
            min = "0.05",
            max = "1",
            stepSize = "0.05",
            persist = false)
    private double strength = 1;

    @Parameter(label = "Steps", description = "Denoising steps of each face.", min = "1", max = "999", persist = false)
    private int steps = SamplerType.DPMPP_2M.usualSteps();

    @Parameter(
            label = "Seed",
            description = "Number of the draws and of the noise, 0 to 4294967295. The same seed gives the same"
                    + " people and pictures.",
            min = "0",
            persist = false)
    private long seed = 42;

    @Parameter(
            label = "People",
            description = "Full path of a .npy file that Invent People... saved. Its people are used in their order,"
                    + " so a series keeps them whatever the seed. Leave it empty to invent people.",
            style = FileWidget.OPEN_STYLE,
            required = false,
            persist = false)
    private String people = "";

    @Parameter(
            label = "Face space",
            description = "To invent people: full path of a .npz file that Face Space... saved. Leave it empty for the"
                    + " bundled one, which is of drawn heads and of the bundled recogniser.",
            style = FileWidget.OPEN_STYLE,
            required = false,
            persist = false)
    private String space = "";

    @Parameter(visibility = ItemVisibility.MESSAGE, style = "heading,folded", required = false, persist = false)
    private final String folderHeading = "<html><b>Folder</b></html>";

    @Parameter(
            label = "Input folder",
            description = "Full path of a folder, to de-identify all photos in it instead of the image. Leave it empty"
                    + " for the image.",
            style = FileWidget.DIRECTORY_STYLE,
            required = false,
            persist = false)
    private String input = "";

    @Parameter(
            label = "Output folder",
            description = "For a folder: full path of another one, which exists, for the new photos (TIFF) and the"
                    + " tables.",
            style = FileWidget.DIRECTORY_STYLE,
            required = false,
            persist = false)
    private String output = "";

    @Parameter(
            label = "Same person",
            description = "For a folder: from this cosine on, -1 to 1, faces on two photos are one person, who gets"
                    + " the same invented face. 1 gives each face another one.",
            style = "format:0.00",
            min = "-1",
            max = "1",
            stepSize = "0.05",
            persist = false)
    private double same = 0.5;

    @Parameter(
            label = "Replace files",
            description = "For a folder: whether photos that were made with other settings may be replaced.",
            persist = false)
    private boolean overwrite;

    @Parameter(label = "De-identified photo", type = ItemIO.OUTPUT)
    private ImagePlus photo;

    @Parameter(label = ReplacedFaces.TITLE, type = ItemIO.OUTPUT)
    private ResultsTable table;

    /** All faces, and small ones as well: one that is not found would stay as it is. */
    public DeidentifyPhoto() {
        super(FaceChoice.ALL, FaceSearch.ALWAYS);
    }

    @Override
    protected void perform(Arc2Face arc2face, Progress progress) {
        StartPicture.checkStrength(strength);
        int side = arc2face.pictureSize(progress);
        Sampling sampling = new Sampling(
                1,
                steps,
                SamplerType.DPMPP_2M.usualGuidance(arc2face.kind()),
                SamplerType.DPMPP_2M,
                seed,
                Noise.CPU,
                side,
                side);
        DeidentifyRun run = new DeidentifyRun(arc2face, faceChoice(), search(), sampling, strength, new Cast(same));
        ReplacedFaces faces = new ReplacedFaces(distance);
        if (input == null || input.isBlank()) {
            photo = image(run, faces, progress);
        } else {
            folder(run, faces, progress);
        }
        table = faces.table();
        table.show(ReplacedFaces.TITLE);
    }

    private ImagePlus image(DeidentifyRun run, ReplacedFaces faces, Progress progress) {
        DeidentifyRun.Found found = run.find(image(), progress.part(0, FOUND));
        List<Identity> invented = invented(run, progress);
        DeidentifyRun.Plan plan = run.plan(image(), found, invented, progress);
        ImagePlus result = run.draw(DeidentifyRun.title(image()), plan, progress.part(FOUND, DRAWN));
        run.measure(image().getTitle(), result, found, invented, faces, progress.part(DRAWN, 1));
        return result;
    }

    private void folder(DeidentifyRun run, ReplacedFaces faces, Progress progress) {
        List<Path> images = BatchFiles.images(input, output);
        Path to = SavePath.existingFolder(output);
        BatchTable rows = new BatchTable(to.resolve(FILES + ".csv"));
        BatchFiles files = new BatchFiles(to, overwrite, rows, context().service(LogService.class));
        Map<Path, DeidentifyRun.Found> found = new LinkedHashMap<>();
        files.run(
                images, (file, part) -> found.put(file, run.find(ImageFile.open(file), part)), progress.part(0, FOUND));
        List<Identity> invented = found.isEmpty() ? List.of() : invented(run, progress);
        files.run(
                List.copyOf(found.keySet()),
                (file, part) -> file(run, files, file, found.get(file), invented, faces, part),
                progress.part(FOUND, 1));
        faces.write(to);
        rows.table().show(FILES);
        IJ.log(rows.summary());
    }

    private static void file(
            DeidentifyRun run,
            BatchFiles files,
            Path file,
            DeidentifyRun.Found found,
            List<Identity> invented,
            ReplacedFaces faces,
            Progress progress) {
        ImagePlus image = ImageFile.open(file);
        DeidentifyRun.Plan plan = run.plan(image, found, invented, progress);
        BatchFiles.Output wanted = new BatchFiles.Output(
                file, 0, DeidentifyRun.title(image), run.arc2face().recipe(plan.requests(), progress), 1);
        files.save(wanted, () -> run.draw(wanted.title(), plan, progress.part(0, DRAWN)), progress)
                .ifPresent(saved -> run.measure(
                        image.getTitle(), ImageFile.open(saved), found, invented, faces, progress.part(DRAWN, 1)));
    }

    /** Saved people come from a file alone: the face of somebody on an open image has no business on a photo. */
    private List<Identity> invented(DeidentifyRun run, Progress progress) {
        if (people != null && !people.isBlank()) {
            return run.cast().choose(IdentityFile.read(SavePath.full(people.strip())), distance);
        }
        FaceSpace from = SpaceKey.of(space, run.arc2face(), progress);
        return run.cast().invent(from, distance, seed, progress.part(FOUND, FOUND));
    }
}
