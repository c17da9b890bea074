package io.github.arc2faceij.image;

import ij.ImagePlus;
import ij.gui.PointRoi;
import ij.gui.Roi;
import java.util.Arrays;

/** Which slice of a stack an overlay element belongs to; position 0 is every slice, as in ImageJ. */
final class SlicePosition {

    private SlicePosition() {}

    /**
     * @param element is to belong to the current slice
     * @param image at its current position
     */
    static void setCurrent(Roi element, ImagePlus image) {
        element.setPosition(image);
        if (element instanceof PointRoi points && points.getPosition() > 0) {
            // ImageJ 1.54p saves the slice of multi-point selections only together with counters, here all 0.
            int[] counters = new int[points.size()];
            Arrays.fill(counters, points.getPosition() << 8);
            points.setCounters(counters);
        }
    }

    /**
     * @param element of the image's overlay
     * @param image at its current position
     * @return whether ImageJ shows the element there
     */
    static boolean isCurrent(Roi element, ImagePlus image) {
        if (image.isHyperStack() && element.hasHyperStackPosition()) {
            return matches(element.getCPosition(), image.getChannel())
                    && matches(element.getZPosition(), image.getSlice())
                    && matches(element.getTPosition(), image.getFrame());
        }
        return image.getStackSize() == 1 || matches(element.getPosition(), image.getCurrentSlice());
    }

    private static boolean matches(int position, int current) {
        return position == 0 || position == current;
    }
}
