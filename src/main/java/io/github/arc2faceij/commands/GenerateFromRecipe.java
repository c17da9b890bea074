package io.github.arc2faceij.commands;

import ij.IJ;
import ij.ImagePlus;
import io.github.arc2faceij.Arc2Face;
import io.github.arc2faceij.commands.keys.SavePath;
import io.github.arc2faceij.common.Arc2FaceException;
import io.github.arc2faceij.common.Progress;
import io.github.arc2faceij.image.file.Provenance;
import io.github.arc2faceij.image.file.RecipeFile;
import io.github.arc2faceij.recipe.WrittenRecipe;
import io.github.arc2faceij.request.GenerationRequest;
import java.util.List;
import java.util.Optional;
import org.scijava.ItemIO;
import org.scijava.command.Command;
import org.scijava.plugin.Attr;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

/** Runs the recipe of earlier pictures again, and tells what differs where they cannot be the same. */
@Plugin(
        type = Command.class,
        menuPath = "Plugins>Arc2Face>Generate from Recipe...",
        description = "Make pictures again from the recipe that they carry, and tell what differs.",
        headless = true,
        attrs = @Attr(name = "image", value = "optional"))
public class GenerateFromRecipe extends Arc2FaceCommand {

    @Parameter(
            label = "Image",
            description = "Pictures that Arc2Face made, where no recipe file is given.",
            required = false,
            persist = false)
    private ImagePlus image;

    @Parameter(
            label = "Recipe",
            description = "Full path of a TIFF, PNG or .json file with a recipe; empty for the recipe of the image.",
            required = false,
            persist = false)
    private String recipe = "";

    @Parameter(
            label = "Sources",
            description =
                    "Where the recipe's faces are, for it holds none: titles of open images, or full paths of images or"
                            + " .npy files, in the order in which the recipe names them, separated by semicolons; empty"
                            + " for the open images with the recipe's titles.",
            required = false,
            persist = false)
    private String sources = "";

    @Parameter(
            label = "Only if the same",
            description = "Stop where something differs, and tell it; otherwise go on, and tell it in the Log.",
            persist = false)
    private boolean exact;

    @Parameter(label = "Pictures", type = ItemIO.OUTPUT)
    private ImagePlus pictures;

    @Override
    protected void perform(Arc2Face arc2face, Progress progress) {
        boolean fromFile = recipe != null && !recipe.isBlank();
        Provenance found = fromFile ? RecipeFile.ofFile(SavePath.full(recipe.strip())) : RecipeFile.ofImage(image);
        WrittenRecipe written = WrittenRecipe.parse(found.recipe());
        Optional<String> active = Optional.ofNullable(fromFile ? image : null).map(ImagePlus::getTitle);
        RecipeSources faces = new RecipeSources(written.recipe(), sources, active);
        List<GenerationRequest> frames = new RecipeRun(context(), written.recipe(), faces).requests(arc2face, progress);
        tell(written.differences(arc2face.recipe(frames, progress)));
        pictures = GeneratedStack.of(frames.get(0).source(), arc2face.generateFrames(frames, progress));
        showPicture(found.label());
    }

    private void tell(List<String> differences) {
        if (exact && !differences.isEmpty()) {
            throw new Arc2FaceException("These would not be the recipe's pictures. " + String.join(" ", differences));
        }
        differences.forEach(IJ::log);
    }

    /** A recipe makes all pictures of its seed; a file has only one of them. */
    private void showPicture(String label) {
        for (int slice = 1; slice <= pictures.getStackSize(); slice++) {
            if (label.equals(pictures.getStack().getShortSliceLabel(slice))) {
                pictures.setSlice(slice);
            }
        }
    }
}
