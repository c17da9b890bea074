package io.github.arc2faceij.image;

import ij.ImagePlus;
import ij.gui.Overlay;
import ij.gui.Roi;
import ij.gui.TextRoi;
import java.awt.Color;
import java.util.ArrayList;
import java.util.List;

/**
 * Marks on an image for a while. They are elements of the image's overlay, which is otherwise left alone, as is its
 * selection; all calls but {@link #isMark} belong on the event thread.
 */
public final class OverlayMarks implements AutoCloseable {

    private static final Color COLOR = Color.MAGENTA;

    /** Of an image's longer side: the lines are seen at any size. */
    private static final double LINE_SHARE = 1.0 / 250;

    private static final String PROPERTY = "Arc2Face mark";

    private final ImagePlus image;
    private final List<Roi> marks = new ArrayList<>();
    private Overlay ownOverlay;

    /** @param image to be marked */
    public OverlayMarks(ImagePlus image) {
        this.image = image;
    }

    /**
     * @param element of an overlay
     * @return whether it is a mark, and none of the user's elements
     */
    public static boolean isMark(Roi element) {
        return element.getProperty(PROPERTY) != null;
    }

    /**
     * Shows these marks and no others any more.
     *
     * @param rois in ImageJ's coordinates; they get a colour and a line to be seen
     */
    public void show(List<Roi> rois) {
        remove();
        if (rois.isEmpty()) {
            return;
        }
        if (image.getOverlay() == null) {
            ownOverlay = new Overlay();
            image.setOverlay(ownOverlay);
        }
        for (Roi roi : rois) {
            style(roi);
            marks.add(roi);
            image.getOverlay().add(roi);
        }
        image.draw();
    }

    private void style(Roi roi) {
        roi.setProperty(PROPERTY, "true");
        roi.setStrokeColor(COLOR);
        if (!(roi instanceof TextRoi)) {
            roi.setStrokeWidth(Math.max(2, Math.max(image.getWidth(), image.getHeight()) * LINE_SHARE));
        }
        SlicePosition.setCurrent(roi, image);
    }

    /** Takes the marks away, and the overlay if it was made for them and holds nothing else. */
    private void remove() {
        Overlay overlay = image.getOverlay();
        if (overlay != null) {
            for (int i = overlay.size() - 1; i >= 0; i--) {
                Roi element = overlay.get(i);
                if (marks.stream().anyMatch(mark -> mark == element)) { // equals() is true for all boxes of one place
                    overlay.remove(i);
                }
            }
            if (overlay == ownOverlay && overlay.size() == 0) {
                image.setOverlay(null);
            }
            image.draw();
        }
        marks.clear();
    }

    @Override
    public void close() {
        remove();
    }
}
