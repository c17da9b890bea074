package io.github.arc2faceij.image;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ij.IJ;
import ij.ImagePlus;
import ij.gui.Overlay;
import ij.gui.Roi;
import java.util.List;
import org.junit.jupiter.api.Test;

class OverlayElementsTest {

    private final ImagePlus image = IJ.createImage("image", "8-bit black", 8, 8, 1);
    private final Roi left = new Roi(0, 0, 4, 8);
    private final Roi right = new Roi(4, 0, 4, 8);

    @Test
    void allElementsInTheirOrder() {
        assertEquals(List.of(), OverlayElements.of(image));
        image.setOverlay(new Overlay(left));
        image.getOverlay().add(right);
        assertEquals(List.of(left, right), OverlayElements.of(image));
    }

    /** ImageJ asks for the size first, and leaves places empty of what is gone when it copies. */
    @Test
    void whatIsTakenAwayMeanwhileIsLeftOut() {
        image.setOverlay(new Overlay(left) {
            @Override
            public Roi[] toArray() {
                return new Roi[] {left, null};
            }
        });
        assertEquals(List.of(left), OverlayElements.of(image));
        assertEquals(1, Regions.of(image).masks().size());
    }
}
