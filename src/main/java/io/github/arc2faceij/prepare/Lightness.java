package io.github.arc2faceij.prepare;

import io.github.arc2faceij.common.Picture;

/**
 * What of a colour is matched, as numbers of 0..255: the luma of ITU-R BT.601 or BT.709, or the lightness L* of CIE 1976
 * (L*a*b*) times 2.55. The rest of the colour stays: the differences of the channels with luma, a* and b* with lightness.
 */
public enum Lightness {

    /** 0.299 R + 0.587 G + 0.114 B, as {@code rgb2gray} of MATLAB and SHINE; ImageJ's weighted conversion. */
    BT601("ITU-R BT.601 luma", new Luma(2990, 5870, 1140)),

    /** 0.2126 R + 0.7152 G + 0.0722 B. */
    BT709("ITU-R BT.709 luma", new Luma(2126, 7152, 722)),

    /** L* of sRGB under D65. */
    CIELAB("CIELab lightness", new CieLab());

    /** How a colour is taken apart and put together again. */
    interface Space {

        /**
         * @param rgb three bytes a pixel
         * @param at index of a pixel's first byte
         * @return what is matched, 0..255
         */
        double value(byte[] rgb, int at);

        /**
         * @param rgb three bytes a pixel
         * @param at index of a pixel's first byte
         * @param value what it is to have; may be out of range
         * @param channels gets red, green and blue, which may be out of 0..255
         */
        void change(byte[] rgb, int at, double value, double[] channels);
    }

    private final String label;
    private final Space space;

    Lightness(String label, Space space) {
        this.label = label;
        this.space = space;
    }

    /** @return the words for dialogs and macros */
    public String label() {
        return label;
    }

    /**
     * @param picture any
     * @return [height, width], 0..255
     */
    double[] of(Picture picture) {
        double[] values = new double[picture.width() * picture.height()];
        for (int i = 0; i < values.length; i++) {
            values[i] = space.value(picture.rgb(), 3 * i);
        }
        return values;
    }

    /**
     * @param picture any, not changed
     * @param values [height, width], what its pixels are to have
     * @return the picture with these values in 8 bits, and where a channel had to be cut to 0..255
     */
    Clipped with(Picture picture, double[] values) {
        Picture changed = Picture.black(picture.width(), picture.height());
        boolean[] clipped = new boolean[values.length];
        double[] channels = new double[3];
        for (int i = 0; i < values.length; i++) {
            space.change(picture.rgb(), 3 * i, values[i], channels);
            for (int channel = 0; channel < 3; channel++) {
                long level = Math.round(channels[channel]);
                clipped[i] |= level < 0 || level > 255;
                changed.rgb()[3 * i + channel] = (byte) Math.max(0, Math.min(255, level));
            }
        }
        return new Clipped(changed, clipped);
    }

    /**
     * A changed picture.
     *
     * @param picture in 8 bits
     * @param where [height, width], whether a channel was out of 0..255
     */
    record Clipped(Picture picture, boolean[] where) {}

    /**
     * A weighted sum of the channels.
     *
     * @param red weight in 1/10000, an integer so that equal lumas are equal numbers
     * @param green weight in 1/10000
     * @param blue weight in 1/10000
     */
    private record Luma(int red, int green, int blue) implements Space {

        @Override
        public double value(byte[] rgb, int at) {
            return (red * (rgb[at] & 0xff) + green * (rgb[at + 1] & 0xff) + blue * (rgb[at + 2] & 0xff)) / 10_000.0;
        }

        @Override
        public void change(byte[] rgb, int at, double value, double[] channels) {
            double more = value - value(rgb, at);
            for (int channel = 0; channel < 3; channel++) {
                channels[channel] = (rgb[at + channel] & 0xff) + more;
            }
        }
    }
}
