package io.github.arc2faceij.face;

import io.github.arc2faceij.common.Picture;
import io.github.arc2faceij.opencv.Mats;

/**
 * The square of a picture that InsightFace's landmark networks look at (python package 1.0, {@code landmark.py}): around
 * the centre of a box, one and a half times as large as its longer side, scaled to {@value #SIZE} x {@value #SIZE} pixels.
 *
 * @param scale pixels of the crop per pixel of the picture
 * @param dx column of the crop at which column 0 of the picture lies
 * @param dy row of the crop at which row 0 of the picture lies
 */
record BoxCrop(double scale, double dx, double dy) {

    /** Side in pixels. */
    static final int SIZE = 192;

    private static final double MARGIN = 1.5;

    /** @param box not empty; it may reach beyond the picture */
    static BoxCrop of(Box box) {
        double scale = SIZE / (MARGIN * Math.max(box.width(), box.height()));
        return new BoxCrop(
                scale, SIZE / 2.0 - scale * (box.x1() + box.x2()) / 2, SIZE / 2.0 - scale * (box.y1() + box.y2()) / 2);
    }

    /** @return the square, black where the picture ends */
    Picture of(Picture picture) {
        return Mats.warpAffine(picture, new double[] {scale, 0, dx, 0, scale, dy}, SIZE, SIZE);
    }

    /** @param answer of a network: -1 is the left edge of the crop, 1 the right one */
    double pictureX(float answer) {
        return ((answer + 1.0) * SIZE / 2 - dx) / scale;
    }

    /** @param answer of a network: -1 is the upper edge of the crop, 1 the lower one */
    double pictureY(float answer) {
        return ((answer + 1.0) * SIZE / 2 - dy) / scale;
    }

    /** @param answer of a network: a depth in the same units */
    double pictureZ(float answer) {
        return (double) answer * SIZE / 2 / scale;
    }
}
