package io.github.arc2faceij.image;

import ij.gui.ImageRoi;
import ij.gui.Overlay;
import ij.gui.Roi;
import ij.process.ColorProcessor;
import ij.process.LUT;
import java.awt.Color;
import java.util.Locale;

/**
 * What the colours of an image mean: a bar from the display range's lower end at the bottom to its upper end at the top,
 * with values beside it. It is part of the overlay, so that the image's own values stay alone.
 *
 * @param lut the image's lookup table with its display range
 * @param left edge in pixels
 * @param top edge in pixels
 * @param height in pixels
 * @param cell width of the bar, and width and height of a value beside it, in pixels
 */
record ColorLegend(LUT lut, int left, int top, int height, int cell) {

    /** Values beside the bar: the ends and the middle. */
    private static final int VALUES = 3;

    /** @param overlay gets the bar and its values */
    void addTo(Overlay overlay) {
        ColorProcessor bar = new ColorProcessor(cell, height);
        for (int y = 0; y < height; y++) {
            bar.setColor(lut.getRGB(Math.round(255 * (1 - y / (height - 1f)))));
            bar.drawLine(0, y, cell - 1, y);
        }
        overlay.add(new ImageRoi(left, top, bar));
        for (int i = 0; i < VALUES; i++) {
            double share = i / (VALUES - 1.0);
            Roi value = new Roi(left + cell, top + share * height - cell / 2.0, cell, cell);
            value.setStrokeColor(new Color(0, true)); // its name alone is seen
            value.setName(String.format(Locale.ROOT, "%.1f", lut.max + share * (lut.min - lut.max)));
            overlay.add(value);
        }
    }
}
