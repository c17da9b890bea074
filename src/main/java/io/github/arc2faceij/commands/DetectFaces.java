package io.github.arc2faceij.commands;

import ij.gui.Roi;
import ij.measure.ResultsTable;
import ij.plugin.frame.RoiManager;
import io.github.arc2faceij.Arc2Face;
import io.github.arc2faceij.commands.keys.FaceNotes;
import io.github.arc2faceij.common.Progress;
import io.github.arc2faceij.face.Face;
import io.github.arc2faceij.face.FaceAnalyzer;
import io.github.arc2faceij.face.FaceAngles;
import io.github.arc2faceij.face.FaceChoice;
import io.github.arc2faceij.face.FaceQuality;
import io.github.arc2faceij.image.FaceOverlay;
import io.github.arc2faceij.image.FaceSource;
import io.github.arc2faceij.image.FaceTable;
import io.github.arc2faceij.image.Photo;
import io.github.arc2faceij.image.Slices;
import io.github.arc2faceij.image.Windows;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.scijava.ItemIO;
import org.scijava.command.Command;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

/** Finds the faces of the current slice, or of all: overlay, table "Faces", and the ROI Manager where wanted. */
@Plugin(
        type = Command.class,
        menuPath = "Plugins>Arc2Face>Detect Faces...",
        description = "Find the faces on the current slice or on all slices, and draw boxes and landmarks over them.",
        headless = true)
public class DetectFaces extends FaceSearchCommand {

    @Parameter(
            label = "Confidence",
            description = "Smallest score of a face, 0 to 1. A lower number finds more faces, but also things"
                    + " that are not faces.",
            style = "slider,format:0.00",
            min = "0",
            max = "1",
            stepSize = "0.05",
            persist = false)
    private double confidence = FaceAnalyzer.DEFAULT_CONFIDENCE;

    @Parameter(
            label = "Landmarks",
            description = "Also draw the 68 points of each face: jaw, brows, nose, eyes and lips. You can drag them.",
            persist = false)
    private boolean landmarks = true;

    @Parameter(
            label = "Add to ROI Manager",
            description = "Also add the boxes and points to the ROI Manager. What is in it already stays.",
            persist = false)
    private boolean manager;

    @Parameter(
            label = "All slices",
            description = "Look at all slices of a stack, not only at the current one. The channels of a"
                    + " composite are seen together.",
            persist = false)
    private boolean slices;

    @Parameter(label = "Faces", type = ItemIO.OUTPUT)
    private ResultsTable table;

    /**
     * What was found on a slice.
     *
     * @param faces in pixels of the image
     * @param values further columns of the table, one map for each face
     */
    private record FacesOfSlice(List<Face> faces, List<Map<String, Double>> values) {}

    @Override
    protected void perform(Arc2Face arc2face, Progress progress) {
        List<FacesOfSlice> found = slices ? inAllSlices(arc2face, progress) : List.of(find(arc2face, progress));
        // Refuses where there is no face at all.
        FaceChoice.ALL.choose(
                found.stream().flatMap(slice -> slice.faces().stream()).toList(), List.of());
        RoiManager rois = manager ? Windows.roiManager() : null;
        FaceTable rows = new FaceTable("Faces");
        if (slices) {
            Slices.visit(image(), i -> show(found.get(i), rows, rois));
        } else {
            show(found.get(0), rows, rois);
        }
        rows.show();
        table = rows.table();
    }

    private List<FacesOfSlice> inAllSlices(Arc2Face arc2face, Progress progress) {
        if (image() == null) {
            photo(); // says so
        }
        List<FacesOfSlice> found = new ArrayList<>();
        double count = Slices.count(image());
        Slices.visit(image(), i -> found.add(find(arc2face, progress.part(i / count, (i + 1) / count))));
        return found;
    }

    private FacesOfSlice find(Arc2Face arc2face, Progress progress) {
        Photo photo = photo();
        FacesOfSlice found = new FacesOfSlice(new ArrayList<>(), new ArrayList<>());
        for (Face face : arc2face.detect(photo.picture(), confidence, search(), progress)) {
            String source = FaceSource.face(
                            photo.image().getTitle(), found.faces().size() + 1)
                    .text();
            FaceQuality quality = arc2face.quality(photo.picture(), face, progress);
            FaceNotes.tellTurn(source, face);
            FaceNotes.tellQuality(source, quality);
            Map<String, Double> values = new LinkedHashMap<>();
            values.put("Score", face.score());
            values.putAll(FaceNotes.columns(quality));
            arc2face.shape(photo.picture(), face, progress).ifPresent(shape -> putAngles(values, shape.angles()));
            found.faces().add(photo.inImage(face));
            found.values().add(values);
        }
        return found;
    }

    /** On the current slice. */
    private void show(FacesOfSlice found, FaceTable rows, RoiManager rois) {
        for (int i = 0; i < found.faces().size(); i++) {
            rows.add(image(), i + 1, found.faces().get(i).box(), found.values().get(i));
        }
        List<Roi> drawn = FaceOverlay.draw(image(), found.faces(), landmarks);
        if (manager) {
            drawn.forEach(rois::addRoi);
        }
    }

    /** Of the upright picture. */
    private static void putAngles(Map<String, Double> values, FaceAngles angles) {
        values.put("Pitch", angles.pitch());
        values.put("Yaw", angles.yaw());
        values.put("Roll", angles.roll());
    }
}
