package io.github.arc2faceij.commands;

import ij.ImagePlus;
import ij.gui.Roi;
import ij.measure.ResultsTable;
import ij.plugin.frame.RoiManager;
import io.github.arc2faceij.Arc2Face;
import io.github.arc2faceij.common.Progress;
import io.github.arc2faceij.face.Face;
import io.github.arc2faceij.face.FaceAnalyzer;
import io.github.arc2faceij.face.FaceChoice;
import io.github.arc2faceij.image.FaceOverlay;
import io.github.arc2faceij.image.FaceTable;
import io.github.arc2faceij.image.Photo;
import io.github.arc2faceij.image.Windows;
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
public class DetectFaces extends Arc2FaceCommand {

    @Parameter(
            label = "Image",
            description = "The photo; its current slice is used.",
            required = false,
            persist = false)
    private ImagePlus image;

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
        Photo photo = Photo.of(image);
        List<Face> found = arc2face.detect(photo.picture(), confidence, progress);
        List<Face> faces = FaceChoice.ALL.choose(found, photo.selection()).stream()
                .map(photo::inImage)
                .toList();
        RoiManager rois = manager ? Windows.roiManager() : null;
        List<Roi> drawn = FaceOverlay.draw(image, faces, landmarks);
        if (manager) {
            drawn.forEach(rois::addRoi);
        }
        table = show(faces);
    }

    private ResultsTable show(List<Face> faces) {
        FaceTable rows = new FaceTable("Faces");
        for (int i = 0; i < faces.size(); i++) {
            rows.add(
                    image,
                    i + 1,
                    faces.get(i).box(),
                    Map.of("Score", faces.get(i).score()));
        }
        rows.show();
        return rows.table();
    }
}
