package io.github.arc2faceij.image;

import ij.ImagePlus;
import ij.gui.Overlay;
import ij.gui.PointRoi;
import ij.gui.Roi;
import io.github.arc2faceij.common.Landmarks;
import io.github.arc2faceij.common.Landmarks.Point;
import io.github.arc2faceij.face.Box;
import io.github.arc2faceij.face.Face;
import java.awt.Color;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Faces as overlay elements: per face a rectangle {@code face 1 box} and one multi-point selection for each
 * {@link LandmarkGroup}: {@code face 1 jaw}. They belong to the slice they were found on. Points can be dragged, saved
 * with the TIFF and copied to other images; {@link LandmarkReader} reads them back. ImageJ's ROI groups and point
 * counters are left to the user.
 */
public final class FaceOverlay {

    private static final Pattern OURS = Pattern.compile("face \\d+ (box|jaw|brows|nose|eyes|lips)\\b.*");

    private FaceOverlay() {}

    /**
     * Lays faces over the current slice. Faces that were there before are replaced; all else in the overlay stays.
     *
     * @param image gets the overlay
     * @param faces in the pixels of the image, the first one becomes face 1
     * @param landmarks whether the 68 points are drawn besides the boxes
     * @return the new elements
     */
    public static List<Roi> draw(ImagePlus image, List<Face> faces, boolean landmarks) {
        List<Roi> elements = new ArrayList<>();
        for (int i = 0; i < faces.size(); i++) {
            elements.addAll(elements(i + 1, faces.get(i), landmarks));
        }
        Overlay overlay = image.getOverlay() == null ? new Overlay() : image.getOverlay();
        for (Roi element : OverlayElements.of(image)) {
            if (isFace(element) && SlicePosition.isCurrent(element, image)) {
                overlay.remove(element);
            }
        }
        for (Roi element : elements) {
            SlicePosition.setCurrent(element, image);
            overlay.add(element);
        }
        image.setOverlay(overlay);
        return elements;
    }

    private static boolean isFace(Roi element) {
        return element.getName() != null && OURS.matcher(element.getName()).matches();
    }

    private static List<Roi> elements(int number, Face face, boolean landmarks) {
        List<Roi> elements = new ArrayList<>();
        elements.add(box(face.box()));
        elements.get(0).setName("face " + number + " box");
        if (landmarks) {
            for (LandmarkGroup group : LandmarkGroup.values()) {
                Roi points = points(group, face.landmarks());
                points.setName("face " + number + " " + group.label());
                elements.add(points);
            }
        }
        return elements;
    }

    /**
     * ImageJ counts areas from the upper left corner of pixel (0,0), we from its centre.
     *
     * @param box in the pixels of an image
     * @return the same as a selection
     */
    public static Roi box(Box box) {
        Roi roi = new Roi(box.x1() + 0.5, box.y1() + 0.5, box.width(), box.height());
        roi.setStrokeColor(Color.YELLOW);
        return roi;
    }

    private static Roi points(LandmarkGroup group, Landmarks landmarks) {
        List<Point> points = landmarks.points().subList(group.first(), group.first() + group.count());
        float[] xs = new float[points.size()];
        float[] ys = new float[points.size()];
        for (int i = 0; i < points.size(); i++) {
            xs[i] = (float) points.get(i).x();
            ys[i] = (float) points.get(i).y();
        }
        PointRoi roi = new LandmarkPoints(xs, ys);
        roi.setPointType(PointRoi.DOT);
        roi.setStrokeColor(group.color());
        roi.promptBeforeDeleting(false); // deselecting it deletes nothing: it stays in the overlay
        return roi;
    }
}
