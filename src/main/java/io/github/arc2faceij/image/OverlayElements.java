package io.github.arc2faceij.image;

import ij.ImagePlus;
import ij.gui.Overlay;
import ij.gui.Roi;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** What lies on an image. */
final class OverlayElements {

    private OverlayElements() {}

    /**
     * Reads an overlay on any thread, also while another thread changes it: previews do so on the event thread. Elements that
     * are taken away at that moment are empty places at the end of ImageJ's array.
     *
     * @param image with or without an overlay
     * @return its elements; none when there is no overlay
     */
    static List<Roi> of(ImagePlus image) {
        Overlay overlay = image.getOverlay();
        return overlay == null
                ? List.of()
                : Stream.of(overlay.toArray()).filter(Objects::nonNull).toList();
    }
}
