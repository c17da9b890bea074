package io.github.arc2faceij.image;

import ij.IJ;
import ij.ImagePlus;
import java.util.function.IntConsumer;

/**
 * Goes through the slices of a stack, each of which is the current one for a while. The channels of a composite image
 * are seen together, so it has one picture for each z and t; all others have one for each slice.
 */
public final class Slices {

    private Slices() {}

    /**
     * @param image of any number of slices
     * @return how many pictures it has
     */
    public static int count(ImagePlus image) {
        return isComposite(image) ? image.getNSlices() * image.getNFrames() : image.getStackSize();
    }

    /**
     * Does some work with each picture, and shows the slice that was shown before when it is done, however it ends.
     *
     * @param image of any number of slices
     * @param work gets the picture's number, from 0
     */
    public static void visit(ImagePlus image, IntConsumer work) {
        Runnable back = wayBack(image);
        int channel = image.getChannel();
        try {
            for (int i = 0; i < count(image); i++) {
                if (isComposite(image)) {
                    image.setPosition(channel, i % image.getNSlices() + 1, i / image.getNSlices() + 1);
                } else {
                    image.setPosition(i + 1);
                }
                work.accept(i);
            }
        } finally {
            back.run();
        }
    }

    private static Runnable wayBack(ImagePlus image) {
        int current = image.getCurrentSlice();
        int channel = image.getChannel();
        int slice = image.getSlice();
        int frame = image.getFrame();
        return image.isHyperStack() ? () -> image.setPosition(channel, slice, frame) : () -> image.setSlice(current);
    }

    private static boolean isComposite(ImagePlus image) {
        return image.isComposite() && image.getDisplayMode() == IJ.COMPOSITE;
    }
}
