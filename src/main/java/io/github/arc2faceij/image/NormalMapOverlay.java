package io.github.arc2faceij.image;

import ij.ImagePlus;
import ij.gui.ImageRoi;
import ij.gui.Overlay;
import ij.gui.Roi;
import ij.process.ColorProcessor;
import io.github.arc2faceij.common.Picture;

/** Lays a head's normal map over the photo that the head was fitted to, half transparent and with no background. */
public final class NormalMapOverlay {

    private static final String NAME = "pose normal map";
    private static final double OPACITY = 0.6;

    /** What {@link io.github.arc2faceij.pose.NormalMap} paints where there is no head. */
    private static final int BACKGROUND = 0xff7f7f7f;

    private NormalMapOverlay() {}

    /**
     * Replaces the one that was there before; all else in the overlay stays, and landmarks stay on top.
     *
     * @param photo gets the overlay, on its current slice
     * @param map of the upright picture's size
     */
    public static void lay(Photo photo, Picture map) {
        ImagePlus image = photo.image();
        ColorProcessor colors = PictureStack.colors(photo.inImage(map));
        int[] pixels = (int[]) colors.getPixels();
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = pixels[i] == BACKGROUND ? 0 : pixels[i];
        }
        ImageRoi element = new ImageRoi(0, 0, colors);
        element.setName(NAME);
        element.setZeroTransparent(true);
        element.setOpacity(OPACITY);
        SlicePosition.setCurrent(element, image);
        Overlay overlay = new Overlay(element);
        for (Roi old : OverlayElements.of(image)) {
            if (!NAME.equals(old.getName()) || !SlicePosition.isCurrent(old, image)) {
                overlay.add(old);
            }
        }
        image.setOverlay(overlay);
    }
}
