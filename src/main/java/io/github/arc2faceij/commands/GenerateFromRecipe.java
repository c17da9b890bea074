package io.github.arc2faceij.commands;

import ij.IJ;
import ij.ImagePlus;
import io.github.arc2faceij.Arc2Face;
import io.github.arc2faceij.commands.keys.RecipeSources;
import io.github.arc2faceij.commands.keys.SavePath;
import io.github.arc2faceij.commands.result.GeneratedStack;
import io.github.arc2faceij.common.Arc2FaceException;
import io.github.arc2faceij.common.Progress;
import io.github.arc2faceij.image.file.Provenance;
import io.github.arc2faceij.image.file.RecipeFile;
import io.github.arc2faceij.recipe.Recipe;
import io.github.arc2faceij.recipe.WrittenRecipe;
import io.github.arc2faceij.request.GenerationRequest;
import java.util.List;
import java.util.Optional;
import org.scijava.ItemIO;
import org.scijava.command.Command;
import org.scijava.plugin.Attr;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;
import org.scijava.widget.FileWidget;

/** Runs the recipe of earlier pictures again, and tells what differs where they cannot be the same. */
@Plugin(
        type = Command.class,
        menuPath = "Plugins>Arc2Face>Generate from Recipe...",
        description = "Make pictures again from their recipe, and tell what differs.",
        headless = true,
        attrs = @Attr(name = "image", value = "optional"))
public class GenerateFromRecipe extends Arc2FaceCommand {

    @Parameter(
            label = "Image",
            description = "Pictures that Arc2Face made. They are used if no recipe file is given.",
            required = false,
            persist = false)
    private ImagePlus image;

    @Parameter(
            label = "Recipe",
            description = "Full path of a TIFF, PNG or .json file with a recipe. Leave it empty for the recipe"
                    + " of the image.",
            style = FileWidget.OPEN_STYLE,
            required = false,
            persist = false)
    private String recipe = "";

    @Parameter(
            label = "Sources",
            description = "The faces of the recipe, because the recipe itself holds none. Give titles of open"
                    + " images, or full paths of images or .npy files, separated by semicolons. Use the"
                    + " order of the recipe. Leave it empty if the images with the recipe's titles are"
                    + " open.",
            required = false,
            persist = false)
    private String sources = "";

    @Parameter(
            label = "Only if the same",
            description = "If something differs, stop and say what. Otherwise the command goes on and writes"
                    + " the difference to the Log.",
            persist = false)
    private boolean exact;

    @Parameter(label = "Pictures", type = ItemIO.OUTPUT)
    private ImagePlus pictures;

    @Override
    protected void perform(Arc2Face arc2face, Progress progress) {
        boolean fromFile = recipe != null && !recipe.isBlank();
        Provenance found = fromFile ? RecipeFile.ofFile(SavePath.full(recipe.strip())) : RecipeFile.ofImage(image);
        WrittenRecipe written = WrittenRecipe.parse(found.recipe());
        if (Recipe.COMPOSITE.equals(written.recipe().digitalSourceType())) {
            throw new Arc2FaceException("This is a photo with synthetic faces, which cannot be made again without the"
                    + " photo. Run De-identify Photo... on the photo with the same keys.");
        }
        Optional<String> active = Optional.ofNullable(fromFile ? image : null).map(ImagePlus::getTitle);
        RecipeSources faces = new RecipeSources(written.recipe(), sources, active);
        List<GenerationRequest> frames = new RecipeRun(context(), written.recipe(), faces).requests(arc2face, progress);
        tell(written.differences(arc2face.recipe(frames, progress)));
        pictures = GeneratedStack.of(frames.get(0).subject(), arc2face.generateFrames(frames, progress));
        showPicture(found.label());
    }

    private void tell(List<String> differences) {
        if (exact && !differences.isEmpty()) {
            throw new Arc2FaceException(
                    "The pictures would not be the same as those of the recipe. " + String.join(" ", differences));
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
