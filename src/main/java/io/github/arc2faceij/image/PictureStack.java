package io.github.arc2faceij.image;

import ij.ImagePlus;
import ij.ImageStack;
import ij.process.ColorProcessor;
import io.github.arc2faceij.common.Picture;
import java.util.List;

/** Pictures as an RGB stack, not calibrated. */
public final class PictureStack {

    private PictureStack() {}

    /**
     * @param title of the window; a number is added when another window has it
     * @param pictures of one size, at least one
     * @param labels one per slice
     * @param info what Image > Show Info... shows and a TIFF keeps
     * @return a stack that is not shown yet
     */
    public static ImagePlus of(String title, List<Picture> pictures, List<String> labels, String info) {
        ImageStack stack =
                new ImageStack(pictures.get(0).width(), pictures.get(0).height());
        for (int i = 0; i < pictures.size(); i++) {
            stack.addSlice(labels.get(i), colors(pictures.get(i)));
        }
        ImagePlus image = new ImagePlus(Windows.uniqueTitle(title), stack);
        image.setProperty("Info", info);
        if (stack.size() == 1) {
            image.setProp("Slice_Label", labels.get(0)); // ImageJ looks for a single slice's label here alone
        }
        return image;
    }

    /**
     * Replaces the pixels of an RGB image.
     *
     * @param image with one slice
     * @param picture what it is to show
     */
    public static void replace(ImagePlus image, Picture picture) {
        image.setProcessor(colors(picture));
    }

    /**
     * @param picture any
     * @return its pixels
     */
    static ColorProcessor colors(Picture picture) {
        int[] pixels = new int[picture.width() * picture.height()];
        byte[] rgb = picture.rgb();
        for (int i = 0, from = 0; i < pixels.length; i++, from += 3) {
            pixels[i] = 0xff000000 | (rgb[from] & 0xff) << 16 | (rgb[from + 1] & 0xff) << 8 | (rgb[from + 2] & 0xff);
        }
        return new ColorProcessor(picture.width(), picture.height(), pixels);
    }
}
