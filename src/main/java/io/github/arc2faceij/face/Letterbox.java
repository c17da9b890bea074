package io.github.arc2faceij.face;

import io.github.arc2faceij.common.Picture;
import io.github.arc2faceij.opencv.Mats;

/**
 * A picture scaled into a black canvas, its sides in proportion but for the rounding to whole pixels.
 *
 * @param canvas what the detector looks at
 * @param scale pixels of the canvas per pixel of the picture
 * @param left column of the canvas in which the picture begins
 * @param top row of the canvas in which the picture begins
 */
record Letterbox(Picture canvas, double scale, int left, int top) {

    /**
     * As InsightFace does it (python package 1.0, {@code scrfd.py}): as large as fits, in the upper left corner; small
     * pictures are enlarged; the scale is that of the height.
     */
    static Letterbox corner(Picture picture, int width, int height) {
        Picture scaled = fitted(picture, width, height);
        return paste(picture, scaled, width, height, 0, 0);
    }

    /** Half as large as fits, in the middle: for a face that fills the picture, of which detectors see too few like it. */
    static Letterbox middle(Picture picture, int width, int height) {
        Picture scaled = fitted(picture, width / 2, height / 2);
        return paste(picture, scaled, width, height, (width - scaled.width()) / 2, (height - scaled.height()) / 2);
    }

    /** @return the column of the picture that is seen at this column of the canvas */
    double pictureX(double x) {
        return (x - left) / scale;
    }

    /** @return the row of the picture that is seen at this row of the canvas */
    double pictureY(double y) {
        return (y - top) / scale;
    }

    private static Picture fitted(Picture picture, int width, int height) {
        double ratio = (double) picture.height() / picture.width();
        boolean isTall = ratio > (double) height / width;
        int newWidth = isTall ? (int) (height / ratio) : width;
        int newHeight = isTall ? height : (int) (width * ratio);
        return Mats.resize(picture, Math.max(1, newWidth), Math.max(1, newHeight));
    }

    private static Letterbox paste(Picture picture, Picture scaled, int width, int height, int left, int top) {
        Picture canvas = Picture.black(width, height);
        for (int y = 0; y < scaled.height(); y++) {
            int target = 3 * ((top + y) * width + left);
            System.arraycopy(scaled.rgb(), 3 * y * scaled.width(), canvas.rgb(), target, 3 * scaled.width());
        }
        return new Letterbox(canvas, (double) scaled.height() / picture.height(), left, top);
    }
}
