package io.github.arc2faceij.image;

import ij.ImagePlus;
import ij.gui.PointRoi;
import ij.gui.Roi;
import ij.process.FloatPolygon;
import io.github.arc2faceij.common.Arc2FaceException;
import io.github.arc2faceij.common.Landmarks.Point;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads landmarks from an overlay: multi-point selections named as {@link FaceOverlay} names them, dragged or made by
 * hand. Whole groups may be missing. A group has all its points in order, unless its name says the number of the first
 * one: {@code face 1 jaw 5} with three points has landmarks 5, 6 and 7.
 */
public final class LandmarkReader {

    private static final Pattern NAME = Pattern.compile("face (\\d{1,4}) (jaw|brows|nose|eyes|lips)(?: (\\d{1,4}))?");

    private LandmarkReader() {}

    /**
     * @param image whose overlay is read, as far as it belongs to the current slice
     * @return per face, by its number in the overlay, the labelled points by their landmark number 0..67, in pixels of
     *     the image; empty when the overlay has no landmarks
     * @throws Arc2FaceException when a group's points cannot be told apart
     */
    public static SortedMap<Integer, SortedMap<Integer, Point>> read(ImagePlus image) {
        SortedMap<Integer, SortedMap<Integer, Point>> faces = new TreeMap<>();
        for (Roi element : OverlayElements.of(image)) {
            Matcher name = NAME.matcher(element.getName() == null ? "" : element.getName());
            if (element instanceof PointRoi points && name.matches() && SlicePosition.isCurrent(element, image)) {
                read(points, name, faces.computeIfAbsent(Integer.valueOf(name.group(1)), face -> new TreeMap<>()));
            }
        }
        return faces;
    }

    /**
     * @param element of an overlay
     * @return whether its name says which landmarks it has
     */
    static boolean isNamed(Roi element) {
        return element.getName() != null && NAME.matcher(element.getName()).matches();
    }

    private static void read(PointRoi points, Matcher name, SortedMap<Integer, Point> landmarks) {
        LandmarkGroup group = LandmarkGroup.valueOf(name.group(2).toUpperCase(Locale.ROOT));
        FloatPolygon places = points.getFloatPolygon();
        boolean numbered = name.group(3) != null;
        int first = numbered ? Integer.parseInt(name.group(3)) : group.first();
        if (!group.contains(first)
                || !group.contains(first + places.npoints - 1)
                || (!numbered && places.npoints != group.count())) {
            throw unclear(points, group, places.npoints);
        }
        for (int i = 0; i < places.npoints; i++) {
            landmarks.put(first + i, new Point(places.xpoints[i], places.ypoints[i]));
        }
    }

    private static Arc2FaceException unclear(PointRoi points, LandmarkGroup group, int found) {
        return new Arc2FaceException(String.format(
                Locale.ROOT,
                "The overlay's \"%s\" has %d points, but it is not clear which landmarks they are. A"
                        + " whole %s has %d points (landmarks %d to %d). Remove it, add the missing points, or"
                        + " name each part after its first landmark, as in \"face 1 %s %d\".",
                points.getName(),
                found,
                group.label(),
                group.count(),
                group.first(),
                group.first() + group.count() - 1,
                group.label(),
                group.first() + 2));
    }
}
