package io.github.arc2faceij.image;

import ij.ImagePlus;
import ij.gui.PointRoi;
import ij.gui.Roi;
import ij.process.FloatPolygon;
import io.github.arc2faceij.common.Arc2FaceException;
import io.github.arc2faceij.common.Landmarks;
import io.github.arc2faceij.common.Landmarks.Point;
import io.github.arc2faceij.pose.HeadPoints;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;

/**
 * The landmarks of one face that tell how its head is turned, in pixels of the upright picture: a multi-point selection
 * of 5, 68 or 106 points; else the overlay's named groups as {@link LandmarkReader} reads them, of face 1 or of the
 * face that the selection is around; else such a multi-point selection in the overlay. Five points are left and right
 * eye as the picture shows them, tip of the nose, left and right corner of the mouth; 106 are those of InsightFace's
 * 2d106det.
 *
 * @param source where they were found, for recipes: {@code landmarks of astronaut.png, face 1}
 * @param points what is known of the face
 */
public record PoseLandmarks(String source, HeadPoints points) {

    private static final int FIVE = 5;
    private static final int INSIGHT_FACE = 106;

    /**
     * @param photo an open image
     * @return the landmarks of one of its faces
     * @throws Arc2FaceException when there are none, or it is not clear which ones they are
     */
    public static PoseLandmarks of(Photo photo) {
        ImagePlus image = photo.image();
        return scheme(photo, image.getRoi())
                .or(() -> named(photo, LandmarkReader.read(image)))
                .or(() -> overlay(image).stream()
                        .flatMap(element -> scheme(photo, element).stream())
                        .findFirst())
                .orElseThrow(() -> new Arc2FaceException("There are no landmarks on \"" + image.getTitle()
                        + "\". Run Detect Faces... on it, copy an overlay there, or set 5 points: both eyes, tip of the"
                        + " nose, both corners of the mouth."));
    }

    /**
     * @param points a multi-point selection
     * @return whether it may be the landmarks of one face
     */
    static boolean isScheme(PointRoi points) {
        int count = points.size();
        return LandmarkReader.isNamed(points) || count == FIVE || count == Landmarks.COUNT || count == INSIGHT_FACE;
    }

    private static List<Roi> overlay(ImagePlus image) {
        return OverlayElements.of(image).stream()
                .filter(element -> SlicePosition.isCurrent(element, image))
                .toList();
    }

    private static Optional<PoseLandmarks> scheme(Photo photo, Roi roi) {
        if (!(roi instanceof PointRoi) || LandmarkReader.isNamed(roi)) {
            return Optional.empty();
        }
        FloatPolygon places = roi.getFloatPolygon();
        List<Point> points = new ArrayList<>();
        for (int i = 0; i < places.npoints; i++) {
            points.add(photo.upright(new Point(places.xpoints[i], places.ypoints[i])));
        }
        String source =
                FaceSource.points(points.size(), photo.image().getTitle()).text();
        return switch (points.size()) {
            case FIVE -> Optional.of(new PoseLandmarks(source, HeadPoints.five(points)));
            case Landmarks.COUNT -> Optional.of(new PoseLandmarks(source, HeadPoints.of(new Landmarks(points))));
            case INSIGHT_FACE -> Optional.of(new PoseLandmarks(source, HeadPoints.insightFace106(points)));
            default -> Optional.empty();
        };
    }

    private static Optional<PoseLandmarks> named(Photo photo, SortedMap<Integer, SortedMap<Integer, Point>> faces) {
        if (faces.isEmpty()) {
            return Optional.empty();
        }
        int number = faces.firstKey();
        for (int face : faces.keySet()) {
            number = inside(photo, faces.get(face)) > inside(photo, faces.get(number)) ? face : number;
        }
        Map<Integer, Point> upright = new LinkedHashMap<>();
        faces.get(number).forEach((landmark, point) -> upright.put(landmark, photo.upright(point)));
        String source = FaceSource.landmarks(photo.image().getTitle(), number).text();
        return Optional.of(new PoseLandmarks(source, HeadPoints.some(upright)));
    }

    private static long inside(Photo photo, SortedMap<Integer, Point> points) {
        Roi selection = photo.image().getRoi();
        return selection == null
                ? 0
                : points.values().stream()
                        .filter(point -> selection.getFloatBounds().contains(point.x(), point.y()))
                        .count();
    }
}
