package io.github.arc2faceij.opencv;

import io.github.arc2faceij.common.Picture;

/**
 * Whole pixels of a picture: columns x to x + width - 1, rows y to y + height - 1.
 *
 * @param x first column
 * @param y first row
 * @param width in pixels; at most 0 when the region is empty
 * @param height in pixels; at most 0 when the region is empty
 */
public record Region(int x, int y, int width, int height) {

    /**
     * @param picture any picture
     * @return all of its pixels
     */
    public static Region of(Picture picture) {
        return new Region(0, 0, picture.width(), picture.height());
    }

    /**
     * The smallest region around a rectangle of real numbers, as far as it lies in a picture. Coordinates may be of any
     * size, also infinite.
     *
     * @param x1 left edge
     * @param y1 upper edge
     * @param x2 right edge
     * @param y2 lower edge
     * @param picture the picture
     * @return columns floor(x1) to ceil(x2) and rows floor(y1) to ceil(y2) that the picture has; empty when there are
     *     none
     */
    public static Region around(double x1, double y1, double x2, double y2, Picture picture) {
        int left = (int) Math.max(0, Math.floor(x1));
        int top = (int) Math.max(0, Math.floor(y1));
        int right = (int) Math.min(picture.width() - 1.0, Math.ceil(x2));
        int bottom = (int) Math.min(picture.height() - 1.0, Math.ceil(y2));
        return new Region(left, top, right - left + 1, bottom - top + 1);
    }

    /** @return whether there is no pixel in it */
    public boolean isEmpty() {
        return width < 1 || height < 1;
    }

    boolean isWithin(Picture picture) {
        return x >= 0 && y >= 0 && (long) x + width <= picture.width() && (long) y + height <= picture.height();
    }
}
