package io.github.arc2faceij.commands;

import ij.ImagePlus;
import io.github.arc2faceij.Arc2Face;
import io.github.arc2faceij.commands.keys.IdentifiedFace;
import io.github.arc2faceij.commands.keys.PoseKeys;
import io.github.arc2faceij.commands.keys.PoseKind;
import io.github.arc2faceij.commands.keys.PoseMap;
import io.github.arc2faceij.commands.keys.ReferenceHead;
import io.github.arc2faceij.commands.preview.PosePreview;
import io.github.arc2faceij.common.Picture;
import io.github.arc2faceij.common.Progress;
import io.github.arc2faceij.condition.pose.PoseCondition;
import io.github.arc2faceij.diffusion.Sampling;
import io.github.arc2faceij.image.FaceSource;
import io.github.arc2faceij.image.Photo;
import io.github.arc2faceij.image.PictureStack;
import io.github.arc2faceij.image.Windows;
import io.github.arc2faceij.pose.HeadFit;
import io.github.arc2faceij.pose.HeadShape;
import io.github.arc2faceij.pose.Pose;
import io.github.arc2faceij.request.GenerationRequest;
import java.util.ArrayList;
import java.util.List;
import org.scijava.ItemVisibility;
import org.scijava.command.Command;
import org.scijava.plugin.Attr;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

/** Makes new pictures of the person on a photo in a pose: one RGB stack per face, also a turning head. */
@Plugin(
        type = Command.class,
        menuPath = "Plugins>Arc2Face>Generate Faces in Pose...",
        description = "Make new pictures of the person on the current slice. The pose comes from landmarks,"
                + " from another face, or from three angles.",
        attrs = {@Attr(name = "help", value = "pose"), @Attr(name = "image", value = "optional")},
        headless = true)
public class GenerateFacesInPose extends PersonCommand {

    @Parameter(visibility = ItemVisibility.MESSAGE, style = "heading,first", required = false, persist = false)
    private final String poseHeading = "<html><b>Pose</b></html>";

    @Parameter(
            label = "Pose from",
            description = "Where the pose comes from: points on an image, a face on an image, or the three"
                    + " angles below. Detect Faces... draws the points, and you can drag them.",
            choices = {"Landmark overlay", "Reference image", "Angles"},
            persist = false)
    private String pose = PoseKind.ANGLES.label();

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
            description = "For Angles: degrees counter-clockwise, -180 to 180. The model draws upright heads best.",
            style = "slider,format:0",
            min = "-180",
            max = "180",
            stepSize = "1",
            persist = false)
    private double roll;

    @Parameter(
            label = "Strength",
            description = "How strongly to follow the pose, 0 to 2. 1 is as the model was trained.",
            style = "slider,format:0.0",
            min = "0",
            max = "2",
            stepSize = "0.1",
            persist = false)
    private double strength = 1;

    @Parameter(
            label = "Frames",
            description = "With more than 1, the head turns step by step. It turns from the front to the"
                    + " angles, or from the pose of the photo to that of the reference.",
            min = "1",
            max = "1000",
            callback = "tellOutlook",
            persist = false)
    private int frames = 1;

    @Parameter(
            label = "Show condition",
            description = "Also open the normal maps that the model looked at.",
            persist = false)
    private boolean condition;

    private final PosePreview posePreview = new PosePreview();

    @Override
    int frameCount() {
        return frames;
    }

    @Override
    protected List<GenerationRequest> frames(Arc2Face arc2face, GenerationRequest plain, Progress progress) {
        return posed(arc2face, arc2face.meanHead(), Pose.FRONTAL, plain, progress);
    }

    @Override
    protected List<GenerationRequest> frames(
            Arc2Face arc2face, Photo photo, IdentifiedFace person, GenerationRequest plain, Progress progress) {
        HeadFit own = person.head(arc2face, photo);
        return posed(arc2face, own.shape(), own.pose().withRoll(0), plain, progress);
    }

    private List<GenerationRequest> posed(
            Arc2Face arc2face, HeadShape own, Pose turned, GenerationRequest plain, Progress progress) {
        checkFrames(frames);
        PoseKeys keys = keys();
        PoseCondition last = last(arc2face, keys, own, progress);
        Pose first = keys.isElsewhere() ? turned : Pose.FRONTAL;
        List<GenerationRequest> requests = new ArrayList<>();
        for (int i = 1; i < frames; i++) {
            double share = (i - 1.0) / (frames - 1);
            HeadShape shape = own.towards(last.shape(), share);
            requests.add(
                    plain.with(new PoseCondition(shape, first.towards(last.pose(), share), strength, last.source())));
        }
        requests.add(plain.with(last));
        return requests;
    }

    /** The person's own shape with the reference's pose and expression. */
    private PoseCondition last(Arc2Face arc2face, PoseKeys keys, HeadShape own, Progress progress) {
        if (keys.kind() == PoseKind.ANGLES) {
            return new PoseCondition(own, keys.angles(), strength, FaceSource.ANGLES);
        }
        ReferenceHead head = keys.find(arc2face, image(), progress);
        HeadShape shape = own.withExpressionOf(head.fit().shape());
        return new PoseCondition(shape, head.pose(), strength, head.source());
    }

    @Override
    protected void generated(
            Arc2Face arc2face, List<List<GenerationRequest>> faces, List<ImagePlus> stacks, Progress progress) {
        super.generated(arc2face, faces, stacks, progress);
        if (condition) {
            for (List<GenerationRequest> requests : faces) {
                Windows.open(conditions(arc2face, requests));
            }
        }
    }

    private static ImagePlus conditions(Arc2Face arc2face, List<GenerationRequest> requests) {
        List<Picture> maps = new ArrayList<>();
        List<String> labels = new ArrayList<>();
        for (GenerationRequest request : requests) {
            PoseCondition posed = request.pose().orElseThrow();
            Sampling sampling = request.sampling();
            maps.add(arc2face.normalMap(posed, sampling.width(), sampling.height()));
            labels.add(posed.pose().label());
        }
        return PictureStack.of("Pose of " + requests.get(0).source(), maps, labels, "Normal maps of the head's pose.");
    }

    private PoseKeys keys() {
        return PoseKeys.of(pose, reference, yaw, pitch, roll);
    }

    @Override
    public void preview() {
        super.preview();
        posePreview.show(() -> {
            Arc2Face arc2face = Arc2FaceOptions.arc2face(context());
            return PoseMap.of(arc2face, keys(), image(), Progress.NONE).picture(arc2face, PosePreview.SIZE);
        });
    }

    @Override
    public void cancel() {
        super.cancel();
        posePreview.close();
    }
}
