package io.github.arc2faceij.commands;

import ij.ImagePlus;
import ij.macro.Interpreter;
import io.github.arc2faceij.Arc2Face;
import io.github.arc2faceij.commands.keys.PoseKeys;
import io.github.arc2faceij.commands.keys.PoseKind;
import io.github.arc2faceij.commands.keys.PoseMap;
import io.github.arc2faceij.commands.preview.LiveNormalMap;
import io.github.arc2faceij.commands.preview.PosePreview;
import io.github.arc2faceij.common.Picture;
import io.github.arc2faceij.common.Progress;
import io.github.arc2faceij.image.NormalMapOverlay;
import io.github.arc2faceij.image.PictureStack;
import java.awt.GraphicsEnvironment;
import java.util.List;
import org.scijava.ItemIO;
import org.scijava.command.Command;
import org.scijava.command.Previewable;
import org.scijava.plugin.Attr;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

/**
 * Opens what the pose ControlNet looks at: a head's normal map, cut as its training pictures were. It is also laid over
 * the image that the head was found on, and follows its landmarks while they are dragged.
 */
@Plugin(
        type = Command.class,
        menuPath = "Plugins>Arc2Face>Show Pose Normal Map...",
        description = "Fit a head to landmarks or to a face, and show the normal map that tells the pose to the model.",
        attrs = @Attr(name = "help", value = "pose"),
        headless = true)
public class ShowPoseNormalMap extends PhotoCommand implements Previewable {

    @Parameter(
            label = "Pose from",
            description = "Where the pose comes from: points on an image, a face on an image, or the three"
                    + " angles below. Detect Faces... draws the points, and you can drag them. The angles"
                    + " turn an average head.",
            choices = {"Landmark overlay", "Reference image", "Angles"},
            persist = false)
    private String pose = PoseKind.REFERENCE.label();

    @Parameter(
            label = "Reference",
            description = "Title of the open image with the points or the face. Leave it empty for the photo itself.",
            required = false,
            persist = false)
    private String reference = "";

    @Parameter(
            label = "Yaw (°)",
            description = "For Angles: degrees to the right of the picture, -60 to 60.",
            style = "slider,format:0",
            min = "-60",
            max = "60",
            stepSize = "1",
            persist = false)
    private double yaw;

    @Parameter(
            label = "Pitch (°)",
            description = "For Angles: degrees up, -45 to 45.",
            style = "slider,format:0",
            min = "-45",
            max = "45",
            stepSize = "1",
            persist = false)
    private double pitch;

    @Parameter(
            label = "Roll (°)",
            description = "For Angles: degrees counter-clockwise, -180 to 180.",
            style = "slider,format:0",
            min = "-180",
            max = "180",
            stepSize = "1",
            persist = false)
    private double roll;

    @Parameter(label = "Normal map", type = ItemIO.OUTPUT)
    private ImagePlus map;

    private final PosePreview preview = new PosePreview();

    @Override
    protected void perform(Arc2Face arc2face, Progress progress) {
        PoseKeys keys = keys();
        int size = arc2face.pictureSize(progress);
        PoseMap head = PoseMap.of(arc2face, keys, image(), progress);
        Picture picture = draw(arc2face, head, size);
        map = PictureStack.of(
                "Pose of " + head.request().source(),
                List.of(picture),
                List.of(head.request().pose().label()),
                info(head));
        if (keys.kind() == PoseKind.LANDMARKS && !GraphicsEnvironment.isHeadless() && !Interpreter.isBatchMode()) {
            new LiveNormalMap(map, () -> draw(arc2face, PoseMap.of(arc2face, keys, image(), Progress.NONE), size));
        }
    }

    private static Picture draw(Arc2Face arc2face, PoseMap head, int size) {
        head.reference().ifPresent(found -> {
            Picture photo = found.photo().picture();
            NormalMapOverlay.lay(found.photo(), arc2face.normalMap(found.fit(), photo.width(), photo.height()));
        });
        return head.picture(arc2face, size);
    }

    private static String info(PoseMap head) {
        return head.reference()
                .map(found -> "Head fitted to " + found.source() + ": " + found.summary() + ".")
                .orElse("An average head, " + head.request().pose().label() + " degrees.");
    }

    private PoseKeys keys() {
        return PoseKeys.of(pose, reference, yaw, pitch, roll);
    }

    @Override
    public void preview() {
        preview.show(() -> {
            Arc2Face arc2face = Arc2FaceOptions.arc2face(context());
            return PoseMap.of(arc2face, keys(), image(), Progress.NONE).picture(arc2face, PosePreview.SIZE);
        });
    }

    @Override
    public void cancel() {
        preview.close();
    }
}
