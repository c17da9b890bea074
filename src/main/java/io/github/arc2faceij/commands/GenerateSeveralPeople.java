package io.github.arc2faceij.commands;

import io.github.arc2faceij.Arc2Face;
import io.github.arc2faceij.commands.keys.RegionKeys;
import io.github.arc2faceij.commands.keys.RegionPoseKey;
import io.github.arc2faceij.commands.preview.RegionPreview;
import io.github.arc2faceij.common.Progress;
import io.github.arc2faceij.condition.regions.RegionsCondition;
import io.github.arc2faceij.request.GenerationRequest;
import java.util.List;
import org.scijava.ItemVisibility;
import org.scijava.command.Command;
import org.scijava.plugin.Attr;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

/** Makes pictures with several people, each in a region that was drawn on the active image. */
@Plugin(
        type = Command.class,
        menuPath = "Plugins>Arc2Face>Generate Several People...",
        description = "Make pictures with several people, each in a region that you draw on an image.",
        headless = true,
        attrs = @Attr(name = "image", value = "optional"))
public class GenerateSeveralPeople extends AdaptedCommand {

    @Parameter(visibility = ItemVisibility.MESSAGE, style = "heading,first", required = false, persist = false)
    private final String peopleHeading = "<html><b>People</b></html>";

    @Parameter(
            label = "People",
            description = "The people, in the order of the regions: titles of open images, full paths of image"
                    + " files, or full paths of .npy files that Compute Face IDs... saved. Separate them by"
                    + " semicolons. The number of a face or a row can stand behind a name, as in other.png, face 2."
                    + " Without it, Face says which faces of an image are meant.",
            required = false,
            persist = false)
    private String people = "";

    @Parameter(
            label = "Regions",
            description = "Where the people are. Leave it empty for the image's own: the parts of its selection, or"
                    + " else its overlay, or else the ROI Manager, in order. Or give the full path of a .roi or .zip"
                    + " file with ROIs. Or give the title or full path of an image whose pixels are the numbers of"
                    + " regions, and 0 for none. All ROIs must be closed. The image and the new pictures must have"
                    + " the same shape.",
            required = false,
            persist = false)
    private String regions = "";

    @Parameter(
            label = "Feather (px)",
            description = "How soft the edges of the regions are, in pixels of the new pictures, 0 to 200. 0 is for"
                    + " sharp edges.",
            style = "format:0.0",
            min = "0",
            max = "200",
            stepSize = "1",
            persist = false)
    private double feather;

    @Parameter(
            label = "Poses",
            description =
                    "How each person turns the head: yaw, pitch and roll in degrees, as in 30,0,0; -30,0,0. One for"
                            + " each person, separated by semicolons. Leave it empty for any pose. The head fills the region."
                            + " This needs the pose ControlNet.",
            required = false,
            persist = false)
    private String poses = "";

    private RegionPreview regionPreview;

    /** The people have images of their own; the command's is only drawn on. */
    @Override
    boolean isOfFaces(Arc2Face arc2face) {
        return false;
    }

    @Override
    protected List<GenerationRequest> frames(Arc2Face arc2face, GenerationRequest plain, Progress progress) {
        RegionsCondition placed = keys().find(arc2face, image(), faceChoice(), search(), plain.sampling(), progress);
        GenerationRequest request = plain.with(placed);
        return List.of(
                RegionPoseKey.find(poses, placed.people()).map(request::with).orElse(request));
    }

    private RegionKeys keys() {
        return new RegionKeys(people, regions, feather);
    }

    /** There is no one image to mark a face on, but one with regions. */
    @Override
    public synchronized void preview() {
        if (regionPreview == null) {
            regionPreview = RegionPreview.of(() -> Arc2FaceOptions.arc2face(context()), image());
        }
        regionPreview.show(keys(), faceChoice(), search());
    }

    @Override
    public synchronized void cancel() {
        if (regionPreview != null) {
            regionPreview.close();
            regionPreview = null;
        }
    }
}
