package io.github.arc2faceij.image;

import ij.ImagePlus;
import ij.gui.Overlay;
import ij.gui.Roi;
import io.github.arc2faceij.face.Box;
import java.awt.Color;
import java.util.ArrayList;
import java.util.List;

/**
 * Boxes that mark faces on an image for a while. They are elements of the image's overlay, which is otherwise left
 * alone, as is its selection; all calls belong on the event thread.
 */
public final class FaceMarks implements AutoCloseable {

    private static final Color COLOR = Color.MAGENTA;

    /** Of an image's longer side: the boxes' lines are seen at any size. */
    private static final double LINE_SHARE = 1.0 / 250;

    private final ImagePlus image;
    private final List<Roi> marks = new ArrayList<>();
    private Overlay ownOverlay;

    /** @param image to be marked */
    public FaceMarks(ImagePlus image) {
        this.image = image;
    }

    /**
     * Marks these faces and no others any more.
     *
     * @param boxes in pixels of the image
     */
    public void show(List<Box> boxes) {
        remove();
        if (boxes.isEmpty()) {
            return;
        }
        if (image.getOverlay() == null) {
            ownOverlay = new Overlay();
            image.setOverlay(ownOverlay);
        }
        for (Box box : boxes) {
            Roi mark = mark(box);
            marks.add(mark);
            image.getOverlay().add(mark);
        }
        image.draw();
    }

    /** ImageJ counts areas from the upper left corner of pixel (0,0), we from its centre. */
    private Roi mark(Box box) {
        Roi mark = new Roi(box.x1() + 0.5, box.y1() + 0.5, box.width(), box.height());
        mark.setName("Arc2Face will use this face");
        mark.setStrokeColor(COLOR);
        mark.setStrokeWidth(Math.max(2, Math.max(image.getWidth(), image.getHeight()) * LINE_SHARE));
        SlicePosition.setCurrent(mark, image);
        return mark;
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
