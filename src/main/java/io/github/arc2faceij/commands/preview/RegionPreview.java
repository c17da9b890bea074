package io.github.arc2faceij.commands.preview;

import ij.IJ;
import ij.ImagePlus;
import ij.gui.Roi;
import ij.gui.TextRoi;
import io.github.arc2faceij.Arc2Face;
import io.github.arc2faceij.commands.keys.RegionKeys;
import io.github.arc2faceij.common.Arc2FaceException;
import io.github.arc2faceij.face.FaceChoice;
import io.github.arc2faceij.face.FaceSearch;
import java.awt.Font;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** The regions that a command would use, on the image that they are drawn on: each with its number and who is put there. */
public final class RegionPreview extends OverlayPreview {

    /** Of an image's longer side. */
    private static final double LETTER_SHARE = 1.0 / 25;

    private static final int SMALLEST_LETTER = 8;

    private final Supplier<Arc2Face> arc2face;
    private volatile Wanted wanted;
    private volatile Wanted found;
    private List<String> people = List.of();

    private record Wanted(RegionKeys keys, FaceChoice choice, FaceSearch search) {}

    private RegionPreview(Supplier<Arc2Face> arc2face, ImagePlus canvas) {
        super("Arc2Face region preview", canvas);
        this.arc2face = arc2face;
    }

    /**
     * @param arc2face gives the model, on another thread
     * @param canvas to be marked; may be null
     * @return to be closed with the dialog; marks nothing where there is no window
     */
    public static RegionPreview of(Supplier<Arc2Face> arc2face, ImagePlus canvas) {
        RegionPreview preview = new RegionPreview(arc2face, canvas);
        preview.start();
        return preview;
    }

    /**
     * @param keys of the dialog
     * @param choice which faces of an image are meant
     * @param search whether to look for small faces
     */
    public void show(RegionKeys keys, FaceChoice choice, FaceSearch search) {
        wanted = new Wanted(keys, choice, search);
        refresh();
    }

    /** Whose face it is may depend on a selection. */
    @Override
    public void roiModified(ImagePlus changed, int id) {
        found = null;
        refresh();
    }

    @Override
    List<Roi> marks() {
        Wanted now = wanted;
        List<Roi> outlines = now.keys().outlines(image());
        if (!now.equals(found)) {
            people = people(now);
            found = now;
        }
        List<Roi> marks = new ArrayList<>(outlines);
        for (int i = 0; i < outlines.size(); i++) {
            String person = i < people.size() ? ": " + people.get(i) : "";
            marks.add(label(outlines.get(i), i + 1 + person));
        }
        return marks;
    }

    /** Regions are shown also while the people are not yet named, or not rightly. */
    private List<String> people(Wanted now) {
        try {
            return now.keys().sources(arc2face.get(), now.choice(), now.search(), progress);
        } catch (Arc2FaceException e) {
            IJ.showStatus(e.getMessage());
            return List.of();
        }
    }

    private Roi label(Roi outline, String text) {
        int longer = Math.max(image().getWidth(), image().getHeight());
        int size = (int) Math.max(SMALLEST_LETTER, longer * LETTER_SHARE);
        Rectangle2D bounds = outline.getFloatBounds();
        TextRoi label = new TextRoi(
                bounds.getX() + size / 4.0, bounds.getCenterY(), text, new Font(Font.SANS_SERIF, Font.PLAIN, size));
        label.setName(text);
        return label;
    }
}
