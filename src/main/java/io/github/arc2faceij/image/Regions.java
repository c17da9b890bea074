package io.github.arc2faceij.image;

import ij.ImagePlus;
import ij.gui.Roi;
import ij.gui.ShapeRoi;
import ij.plugin.RoiScaler;
import ij.plugin.filter.ThresholdToSelection;
import ij.plugin.frame.RoiManager;
import ij.process.ByteProcessor;
import ij.process.ImageProcessor;
import io.github.arc2faceij.common.Arc2FaceException;
import io.github.arc2faceij.condition.regions.RegionMask;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/**
 * Regions that a user drew, in their order.
 *
 * @param width of what they were drawn on, in pixels
 * @param height of what they were drawn on, in pixels
 * @param masks of that size, 255 inside and 0 outside
 */
public record Regions(int width, int height, List<ByteProcessor> masks) {

    private static final int INSIDE = 255;
    private static final int HALF = 128;

    /** Two shapes are the same where the sides differ by less than this share: sizes are whole numbers. */
    private static final double SAME_SHAPE = 0.02;

    /** More colours than a sensible number of people; a photo has far more. */
    private static final int MOST_LABELS = 255;

    /**
     * @param image that was drawn on
     * @return the parts of its selection, else the closed ROIs of its overlay, else those of the ROI Manager
     * @throws Arc2FaceException when there is none of these, or a ROI is not closed
     */
    public static Regions of(ImagePlus image) {
        List<Roi> rois = drawn(image);
        if (rois.isEmpty()) {
            throw new Arc2FaceException("There are no regions: \"" + image.getTitle() + "\" has no selection and no"
                    + " overlay, and the ROI Manager is empty. Draw a closed selection for each person and add it to the"
                    + " ROI Manager (key t).");
        }
        return ofRois(rois, image.getWidth(), image.getHeight());
    }

    private static List<Roi> drawn(ImagePlus image) {
        Roi selection = image.getRoi();
        if (selection instanceof ShapeRoi several) {
            return List.of(several.getRois());
        }
        if (selection != null) {
            return List.of(selection);
        }
        List<Roi> elements = OverlayElements.of(image).stream()
                .filter(element -> !OverlayMarks.isMark(element))
                .toList();
        if (!elements.isEmpty()) {
            return elements.stream().filter(Roi::isArea).toList();
        }
        RoiManager manager = RoiManager.getInstance2();
        return manager == null ? List.of() : List.of(manager.getRoisAsArray());
    }

    /**
     * @param rois closed
     * @param width of what they were drawn on, in pixels
     * @param height of what they were drawn on, in pixels
     * @return them
     * @throws Arc2FaceException when one is not closed
     */
    public static Regions ofRois(List<Roi> rois, int width, int height) {
        List<ByteProcessor> masks = new ArrayList<>();
        for (Roi roi : rois) {
            if (!roi.isArea()) {
                throw new Arc2FaceException("Region " + (masks.size() + 1) + " is a " + roi.getTypeAsString()
                        + ", which encloses nothing. Draw a closed selection: a rectangle, an oval, a polygon.");
            }
            ByteProcessor mask = new ByteProcessor(width, height);
            mask.setColor(INSIDE);
            mask.fill(roi);
            masks.add(mask);
        }
        return new Regions(width, height, masks);
    }

    /**
     * @param image whose pixels are numbers of regions, 0 for none
     * @return a region for each number that occurs, in their order
     * @throws Arc2FaceException when it is a colour image, or has no or too many numbers
     */
    public static Regions ofLabels(ImagePlus image) {
        ImageProcessor labels = image.getProcessor();
        TreeSet<Float> found = new TreeSet<>();
        for (int i = 0; i < labels.getPixelCount() && found.size() <= MOST_LABELS; i++) {
            found.add(labels.getf(i));
        }
        found.remove(0f);
        if (image.getType() == ImagePlus.COLOR_RGB || found.isEmpty() || found.size() > MOST_LABELS) {
            throw new Arc2FaceException("\"" + image.getTitle() + "\" is no image of regions. In one, each pixel is the"
                    + " number of its region (1 for the first person, 2 for the second) or 0 for none, and it is of"
                    + " 8, 16 or 32 bits.");
        }
        List<ByteProcessor> masks =
                found.stream().map(label -> mask(labels, label)).toList();
        return new Regions(image.getWidth(), image.getHeight(), masks);
    }

    private static ByteProcessor mask(ImageProcessor labels, float label) {
        ByteProcessor mask = new ByteProcessor(labels.getWidth(), labels.getHeight());
        for (int i = 0; i < labels.getPixelCount(); i++) {
            mask.set(i, labels.getf(i) == label ? INSIDE : 0);
        }
        return mask;
    }

    /**
     * @param toWidth of the pictures to make, in pixels
     * @param toHeight of the pictures to make, in pixels
     * @param feather how soft the edges are: the standard deviation of a Gaussian in pixels of the pictures, 0 for sharp ones
     * @return the masks of that size
     * @throws Arc2FaceException when the pictures have another shape than what the regions were drawn on
     */
    public List<RegionMask> masks(int toWidth, int toHeight, double feather) {
        if (Math.abs((double) width * toHeight / ((double) height * toWidth) - 1) > SAME_SHAPE) {
            throw new Arc2FaceException("The regions were drawn on " + width + " x " + height
                    + " pixels, but the pictures to make are " + toWidth + " x " + toHeight
                    + ", which is another shape. Give width and height of the same shape, or draw on an image of that"
                    + " shape.");
        }
        return masks.stream()
                .map(mask -> mask(mask, toWidth, toHeight, feather))
                .toList();
    }

    /**
     * @param image that they are shown on, which need not have the size of what they were drawn on
     * @return the outline of each, to be laid over the image; empty regions have one of no size
     */
    public List<Roi> outlines(ImagePlus image) {
        double toWidth = (double) image.getWidth() / width;
        double toHeight = (double) image.getHeight() / height;
        return masks.stream()
                .map(mask -> RoiScaler.scale(outline(mask), toWidth, toHeight, false))
                .toList();
    }

    private static Roi outline(ByteProcessor mask) {
        mask.setThreshold(INSIDE, INSIDE, ImageProcessor.NO_LUT_UPDATE);
        Roi outline = ThresholdToSelection.run(new ImagePlus("", mask));
        return outline == null ? new Roi(0, 0, 0, 0) : outline;
    }

    private static RegionMask mask(ByteProcessor drawn, int width, int height, double feather) {
        drawn.setInterpolationMethod(ImageProcessor.BILINEAR);
        ImageProcessor mask = drawn.resize(width, height, true);
        for (int i = 0; i < mask.getPixelCount(); i++) {
            mask.set(i, mask.get(i) >= HALF ? INSIDE : 0);
        }
        if (feather > 0) {
            mask.blurGaussian(feather);
        }
        return RegionMask.ofBytes(width, height, (byte[]) mask.getPixels());
    }
}
