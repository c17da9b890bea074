package io.github.arc2faceij.prepare;

import io.github.arc2faceij.common.Picture;

/** The mean of several photos, pixel by pixel of a frame, over those photos that show something there. */
final class PixelMeans {

    private final int width;
    private final double[] sums;
    private final int[] counts;

    PixelMeans(int width, int height) {
        this.width = width;
        sums = new double[Math.multiplyExact(3, Math.multiplyExact(width, height))];
        counts = new int[width * height];
    }

    /**
     * @param photo that is looked at
     * @param x in pixels of the photo
     * @param y in pixels of the photo
     * @param pixel of the frame, row-major, which gets what is there
     */
    void add(FittedPhoto photo, double x, double y, int pixel) {
        if (photo.addTo(x, y, sums, 3 * pixel)) {
            counts[pixel]++;
        }
    }

    /**
     * @param grey of pixels where no photo shows anything, 0..255
     * @return the means, rounded to 8 bits
     */
    Picture picture(int grey) {
        Picture picture = Picture.black(width, counts.length / width);
        for (int i = 0; i < sums.length; i++) {
            int count = counts[i / 3];
            picture.rgb()[i] = (byte) Math.round(count == 0 ? grey : sums[i] / count);
        }
        return picture;
    }

    /** @return the share of pixels where no photo shows anything, 0..1 */
    double missing() {
        int missing = 0;
        for (int count : counts) {
            missing += count == 0 ? 1 : 0;
        }
        return (double) missing / counts.length;
    }
}
