package io.github.arc2faceij.image;

import ij.CompositeImage;
import ij.ImagePlus;
import ij.plugin.Duplicator;
import ij.process.ByteProcessor;
import ij.process.ColorProcessor;
import ij.process.FloatProcessor;
import ij.process.ImageProcessor;
import ij.process.LUT;
import ij.process.ShortProcessor;
import io.github.arc2faceij.common.Arc2FaceException;
import io.github.arc2faceij.common.Picture;
import java.awt.image.IndexColorModel;
import java.util.Locale;

/**
 * Reads what an image window shows, whatever its type: the current slice (of a composite, the current channels in their
 * colours) through its display range and lookup table. NaN is the table's first colour, as on the screen. Thresholds,
 * selections and overlays are left out. The image is not changed.
 */
public final class PictureReader {

    /** The longest array that every Java virtual machine allocates. */
    private static final int LONGEST_ARRAY = Integer.MAX_VALUE - 8;

    private PictureReader() {}

    /**
     * @param image an open image; null, or an image without pixels, is what ImageJ hands over when there is none
     * @return its current slice as it is shown, [height, width, 3]
     * @throws Arc2FaceException when there is no image, or when it is too large for the memory
     */
    public static Picture currentSlice(ImagePlus image) {
        ImageProcessor slice = image == null ? null : slice(image);
        if (slice == null) {
            throw new Arc2FaceException("There is no image. Open a photo, or give the title of an open image.");
        }
        long bytes = 3L * slice.getWidth() * slice.getHeight();
        if (bytes > LONGEST_ARRAY) {
            throw tooLarge(image, bytes, null);
        }
        try {
            byte[] rgb = new byte[(int) bytes];
            fill(rgb, image, slice);
            return new Picture(slice.getWidth(), slice.getHeight(), rgb);
        } catch (OutOfMemoryError e) {
            throw tooLarge(image, bytes, e);
        }
    }

    private static ImageProcessor slice(ImagePlus image) {
        ImageProcessor slice = image.getProcessor();
        if (isUnseen(image) && (slice instanceof ShortProcessor || slice instanceof FloatProcessor)) {
            slice.resetMinAndMax();
        }
        return slice;
    }

    /** What ImageJ2 makes of an image of ImgLib2's that it shows nowhere has no display range yet: it gets ImageJ's usual one. */
    private static boolean isUnseen(ImagePlus image) {
        return image.getWindow() == null
                && image.getStack().getClass().getName().startsWith("net.imglib2.");
    }

    private static CompositeImage seen(CompositeImage image) {
        if (!isUnseen(image)) {
            return image;
        }
        int slice = image.getSlice();
        int frame = image.getFrame();
        CompositeImage copy =
                (CompositeImage) new Duplicator().run(image, 1, image.getNChannels(), slice, slice, frame, frame);
        LUT[] tables = copy.getLuts();
        for (int channel = 0; channel < tables.length; channel++) {
            ImageProcessor pixels = copy.getStack().getProcessor(channel + 1);
            pixels.resetMinAndMax();
            tables[channel].min = pixels.getMin();
            tables[channel].max = pixels.getMax();
        }
        copy.setLuts(tables);
        return copy;
    }

    private static void fill(byte[] rgb, ImagePlus image, ImageProcessor slice) {
        if (image instanceof CompositeImage composite) {
            CompositeImage seen = seen(composite);
            seen.updateImage();
            fillFromColors(rgb, new ColorProcessor(seen.getImage()));
        } else if (slice instanceof ColorProcessor colors) {
            fillFromColors(rgb, colors);
        } else {
            fillFromTable(rgb, slice);
        }
    }

    private static void fillFromColors(byte[] rgb, ColorProcessor colors) {
        int to = 0;
        for (int color : (int[]) colors.getPixels()) {
            rgb[to++] = (byte) (color >> 16);
            rgb[to++] = (byte) (color >> 8);
            rgb[to++] = (byte) color;
        }
    }

    private static void fillFromTable(byte[] rgb, ImageProcessor slice) {
        IndexColorModel table = lookupTable(slice);
        byte[] reds = new byte[256];
        byte[] greens = new byte[256];
        byte[] blues = new byte[256];
        table.getReds(reds);
        table.getGreens(greens);
        table.getBlues(blues);
        int to = 0;
        for (byte index : (byte[]) slice.convertToByteProcessor(true).getPixels()) {
            rgb[to++] = reds[index & 0xff];
            rgb[to++] = greens[index & 0xff];
            rgb[to++] = blues[index & 0xff];
        }
    }

    /** An 8-bit image has its display range in its current table, and so would be its threshold's colours. */
    private static IndexColorModel lookupTable(ImageProcessor slice) {
        boolean rangeInTable = slice instanceof ByteProcessor && !slice.isThreshold();
        return (IndexColorModel) (rangeInTable ? slice.getCurrentColorModel() : slice.getColorModel());
    }

    private static Arc2FaceException tooLarge(ImagePlus image, long bytes, Throwable cause) {
        return new Arc2FaceException(
                String.format(
                        Locale.ROOT,
                        "\"%s\" is too large: %d x %d pixels take %.1f GB more, and ImageJ may use %.1f GB in all. "
                                + "Crop it to the face (Image > Crop), scale it down (Image > Scale...), or give ImageJ"
                                + " more memory (Edit > Options > Memory & Threads...).",
                        image.getTitle(),
                        image.getWidth(),
                        image.getHeight(),
                        bytes / 1e9,
                        Runtime.getRuntime().maxMemory() / 1e9),
                cause);
    }
}
