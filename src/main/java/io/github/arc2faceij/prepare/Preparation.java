package io.github.arc2faceij.prepare;

import io.github.arc2faceij.common.Arc2FaceException;
import io.github.arc2faceij.common.Picture;
import io.github.arc2faceij.common.Progress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Makes the pictures of a set alike: a mask over a grey background, and luma or lightness, histogram or amplitude spectrum of the
 * set's mean (SHINE toolbox: Willenbockel et al. 2010, doi:10.3758/BRM.42.3.671).
 *
 * <pre>{@code
 * Preparation ovals = new Preparation(
 *         new MaskShape(MaskShape.Kind.OVAL, 72, 80, 8), 128, Matching.HISTOGRAM, Lightness.BT601, true);
 * List<Prepared> pictures = ovals.of(placed, Progress.NONE);
 * }</pre>
 *
 * @param mask what is seen
 * @param grey of the background, 0..255
 * @param method what is made the same
 * @param lightness of what
 * @param inside true: pixels that the mask shows in full are matched, and the mask is laid over the result (again, where a
 *     spectrum was matched: that is always one of the whole picture); false: masked pictures are matched as a whole, with their
 *     background
 */
public record Preparation(MaskShape mask, int grey, Matching method, Lightness lightness, boolean inside) {

    /**
     * @param mask what is seen
     * @param grey of the background, 0..255
     * @param method what is made the same
     * @param lightness of what
     * @param inside whether pixels outside the mask are left out
     * @throws Arc2FaceException when the grey is out of range
     */
    public Preparation {
        if (grey < 0 || grey > 255) {
            throw new Arc2FaceException("The grey of the background cannot be " + grey + ". Give 0 to 255.");
        }
    }

    /**
     * @param pictures of one size, at least one, not changed; with landmarks when the mask is their hull
     * @param progress told of each
     * @return as many, in the same order
     * @throws Arc2FaceException when sizes differ, or nothing of a picture is inside its mask
     */
    public List<Prepared> of(List<Placed> pictures, Progress progress) {
        requireOneSize(pictures);
        Picture first = pictures.get(0).picture();
        SetAverage average = new SetAverage(first.width(), first.height());
        List<Mask> masks = new ArrayList<>();
        for (Placed placed : pictures) {
            progress.report("Measuring " + placed.name(), 0.5 * masks.size() / pictures.size());
            boolean same = mask.kind() != MaskShape.Kind.HULL && !masks.isEmpty();
            Mask own = same ? masks.get(0) : mask.of(placed, progress);
            masks.add(own);
            average.add(lightness.of(own.over(placed.picture(), grey)), counted(own));
        }
        Target target = new Target(average.lightness(), average.histogram(), average.spectrum());
        List<Prepared> prepared = new ArrayList<>();
        for (Placed placed : pictures) {
            progress.report("Matching " + placed.name(), 0.5 + 0.5 * prepared.size() / pictures.size());
            prepared.add(prepared(placed.picture(), masks.get(prepared.size()), target, progress));
        }
        return prepared;
    }

    private record Target(MeanAndDeviation lightness, LevelHistogram histogram, AmplitudeSpectrum spectrum) {

        Statistics statistics(double[] values, int width, boolean[] counted) {
            MeanAndDeviation plain = MeanAndDeviation.of(values, counted);
            return new Statistics(
                    plain.mean(),
                    plain.deviation(),
                    LevelHistogram.of(values, counted).difference(histogram),
                    AmplitudeSpectrum.of(values, width).difference(spectrum));
        }
    }

    private Prepared prepared(Picture picture, Mask own, Target target, Progress progress) {
        int width = picture.width();
        boolean[] counted = counted(own);
        Picture shown = own.over(picture, grey);
        Statistics before = target.statistics(lightness.of(shown), width, counted);
        if (method == Matching.NONE) {
            return new Prepared(shown, before, before, count(counted), 0);
        }
        Picture from = inside && !method.isOfSpectrum() ? picture : shown;
        double[] values = lightness.of(from);
        Lightness.Clipped matched = lightness.with(from, matched(values, width, counted, target, progress));
        Picture result = inside ? own.over(matched.picture(), grey) : matched.picture();
        Statistics after = target.statistics(lightness.of(result), width, counted);
        return new Prepared(result, before, after, count(counted), clipped(matched.where(), counted));
    }

    private double[] matched(double[] values, int width, boolean[] counted, Target target, Progress progress) {
        return switch (method) {
            case NONE -> values;
            case LUMINANCE -> MeanAndDeviation.of(values, counted).matched(values, target.lightness);
            case HISTOGRAM -> target.histogram.specified(values, width, counted, progress);
            case ROTATIONAL -> target.spectrum.rotational(values);
            case SPECTRUM -> target.spectrum.full(values);
        };
    }

    /** Which pixels' statistics and matching this is about. */
    private boolean[] counted(Mask own) {
        if (inside) {
            return own.inside();
        }
        boolean[] all = new boolean[own.alpha().length];
        Arrays.fill(all, true);
        return all;
    }

    private static int count(boolean[] which) {
        int count = 0;
        for (boolean one : which) {
            count += one ? 1 : 0;
        }
        return count;
    }

    private static double clipped(boolean[] where, boolean[] counted) {
        int clipped = 0;
        for (int i = 0; i < where.length; i++) {
            clipped += where[i] && counted[i] ? 1 : 0;
        }
        return (double) clipped / count(counted);
    }

    private static void requireOneSize(List<Placed> pictures) {
        Placed first = pictures.get(0);
        for (Placed other : pictures) {
            if (other.picture().width() != first.picture().width()
                    || other.picture().height() != first.picture().height()) {
                throw new Arc2FaceException("The sizes differ: " + other.name() + " has " + size(other.picture())
                        + ", but " + first.name()
                        + " has " + size(first.picture()) + ". Pictures of a set have one size: align them by the"
                        + " eyes, or scale them before.");
            }
        }
    }

    private static String size(Picture picture) {
        return picture.width() + " x " + picture.height() + " pixels";
    }
}
