package io.github.arc2faceij.commands;

import ij.gui.Roi;
import ij.measure.ResultsTable;
import ij.plugin.frame.RoiManager;
import io.github.arc2faceij.Arc2Face;
import io.github.arc2faceij.common.Progress;
import io.github.arc2faceij.face.Face;
import io.github.arc2faceij.face.FaceAnalyzer;
import io.github.arc2faceij.face.FaceAngles;
import io.github.arc2faceij.face.FaceChoice;
import io.github.arc2faceij.image.FaceOverlay;
import io.github.arc2faceij.image.FaceTable;
import io.github.arc2faceij.image.Photo;
import io.github.arc2faceij.image.Windows;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.scijava.ItemIO;
import org.scijava.command.Command;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

/** Finds the faces of the current slice: overlay, table "Faces", and the ROI Manager where wanted. */
@Plugin(
        type = Command.class,
        menuPath = "Plugins>Arc2Face>Detect Faces...",
        description = "Find the faces of the current slice and lay boxes and landmarks over it.",
        headless = true)
public class DetectFaces extends PhotoCommand {

    @Parameter(
            label = "Confidence",
            description = "Smallest score of a face, 0 to 1. Lower finds more faces, and things that are none.",
            style = "slider,format:0.00",
            min = "0",
            max = "1",
            stepSize = "0.05",
            persist = false)
    private double confidence = FaceAnalyzer.DEFAULT_CONFIDENCE;

    @Parameter(
            label = "Landmarks",
            description =
                    "Draw the 68 points of each face as well: jaw, brows, nose, eyes and lips, which can be dragged.",
            persist = false)
    private boolean landmarks = true;

    @Parameter(
            label = "Add to ROI Manager",
            description = "Add what is drawn to the ROI Manager; what it has already stays.",
            persist = false)
    private boolean manager;

    @Parameter(label = "Faces", type = ItemIO.OUTPUT)
    private ResultsTable table;

    @Override
    protected void perform(Arc2Face arc2face, Progress progress) {
        Photo photo = photo();
        List<Face> found = arc2face.detect(photo.picture(), confidence, progress);
        FaceTable rows = new FaceTable("Faces");
        List<Face> faces = new ArrayList<>();
        for (Face face : FaceChoice.ALL.choose(found, photo.selection())) {
            faces.add(photo.inImage(face));
            Map<String, Double> values = new LinkedHashMap<>();
            values.put("Score", face.score());
            arc2face.shape(photo.picture(), face, progress).ifPresent(shape -> putAngles(values, shape.angles()));
            rows.add(image(), faces.size(), faces.get(faces.size() - 1).box(), values);
        }
        RoiManager rois = manager ? Windows.roiManager() : null;
        List<Roi> drawn = FaceOverlay.draw(image(), faces, landmarks);
        if (manager) {
            drawn.forEach(rois::addRoi);
        }
        rows.show();
        table = rows.table();
    }

    /** Of the upright picture. */
    private static void putAngles(Map<String, Double> values, FaceAngles angles) {
        values.put("Pitch", angles.pitch());
        values.put("Yaw", angles.yaw());
        values.put("Roll", angles.roll());
    }
}
