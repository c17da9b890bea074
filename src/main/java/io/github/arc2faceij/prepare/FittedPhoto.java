package io.github.arc2faceij.prepare;

import io.github.arc2faceij.common.Landmarks;
import io.github.arc2faceij.common.Picture;
import io.github.arc2faceij.common.PillowFilter;
import java.awt.geom.AffineTransform;

/**
 * A photo with its way into a frame. One that becomes smaller there was reduced to the frame's scale by Pillow's Lanczos filter
 * before, so that nothing is skipped when it is read between pixels.
 *
 * @param picture the photo, maybe smaller
 * @param toFrame from its pixels to those of the frame
 */
record FittedPhoto(Picture picture, AffineTransform toFrame) {

    static FittedPhoto of(Picture photo, Landmarks landmarks, EyeFrame frame) {
        AffineTransform transform = frame.from(landmarks);
        double scale = Math.sqrt(Math.abs(transform.getDeterminant()));
        int width = Math.max(1, (int) Math.round(photo.width() * scale));
        int height = Math.max(1, (int) Math.round(photo.height() * scale));
        if (width >= photo.width() || height >= photo.height()) {
            return new FittedPhoto(photo, transform);
        }
        transform.translate(-0.5, -0.5);
        transform.scale((double) photo.width() / width, (double) photo.height() / height);
        transform.translate(0.5, 0.5);
        return new FittedPhoto(PillowFilter.Kernel.LANCZOS.resize(photo, width, height), transform);
    }

    /**
     * Reads between pixels, bilinearly in double precision; OpenCV's remap and warpAffine round places to 1/32 pixel.
     *
     * @param x in pixels of {@link #picture}
     * @param y in pixels of {@link #picture}
     * @param sums to which red, green and blue there are added, 0..255
     * @param at index of the red one
     * @return false when the place is outside all pixels, and nothing was added
     */
    boolean addTo(double x, double y, double[] sums, int at) {
        int width = picture.width();
        int height = picture.height();
        if (!(x >= -0.5 && x <= width - 0.5 && y >= -0.5 && y <= height - 0.5)) {
            return false;
        }
        double insideX = Math.max(0, Math.min(width - 1, x));
        double insideY = Math.max(0, Math.min(height - 1, y));
        int left = Math.min((int) insideX, Math.max(0, width - 2));
        int top = Math.min((int) insideY, Math.max(0, height - 2));
        int right = Math.min(left + 1, width - 1);
        int bottom = Math.min(top + 1, height - 1);
        double u = insideX - left;
        double v = insideY - top;
        for (int channel = 0; channel < 3; channel++) {
            double upper = (1 - u) * picture.get(left, top, channel) + u * picture.get(right, top, channel);
            double lower = (1 - u) * picture.get(left, bottom, channel) + u * picture.get(right, bottom, channel);
            sums[at + channel] += (1 - v) * upper + v * lower;
        }
        return true;
    }
}
