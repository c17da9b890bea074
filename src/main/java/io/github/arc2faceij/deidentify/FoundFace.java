package io.github.arc2faceij.deidentify;

import io.github.arc2faceij.Arc2Face;
import io.github.arc2faceij.common.Arc2FaceException;
import io.github.arc2faceij.common.BesideLimit;
import io.github.arc2faceij.common.Landmarks.Point;
import io.github.arc2faceij.common.Picture;
import io.github.arc2faceij.common.Progress;
import io.github.arc2faceij.face.Face;
import io.github.arc2faceij.face.FaceQuality;
import io.github.arc2faceij.face.Identity;
import io.github.arc2faceij.pose.HeadFit;
import io.github.arc2faceij.pose.HeadPoints;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A face on a photo that can be replaced.
 *
 * @param number among the faces of the photo, from 1, as they were detected
 * @param face in pixels of the photo
 * @param identity whose face it is
 * @param head how the head is turned, and its expression
 * @param outline what is replaced
 */
public record FoundFace(int number, Face face, Identity identity, HeadFit head, FaceOutline outline) {

    /** Intersection over union of two boxes around one face. */
    private static final double SAME_PLACE = 0.3;

    /**
     * @param arc2face the model
     * @param photo an upright photo
     * @param all faces that were detected on it
     * @param chosen those of them that are to be replaced
     * @param progress asked whether to stop
     * @return the chosen faces
     * @throws Arc2FaceException when one cannot be replaced, saying which and why: cut by the border, too small, turned
     *     out of the model's range, or so near to another face that one would spoil the other
     */
    public static List<FoundFace> of(
            Arc2Face arc2face, Picture photo, List<Face> all, List<Face> chosen, Progress progress) {
        List<FoundFace> found = new ArrayList<>();
        for (Face face : chosen) {
            int number = all.indexOf(face) + 1;
            try {
                requireWhole(face, photo);
                requireLarge(face);
                HeadFit head = arc2face.fitHead(HeadPoints.of(face.landmarks()));
                head.pose().requireFrontal();
                FaceOutline outline = FaceOutline.of(face.landmarks(), photo);
                requireApart(outline, photo, all, face);
                found.add(new FoundFace(number, face, arc2face.identify(photo, face, progress), head, outline));
            } catch (Arc2FaceException e) {
                throw new Arc2FaceException(
                        String.format(
                                Locale.ROOT,
                                "Face %d at x=%.0f y=%.0f cannot be replaced, so nothing was changed. %s To leave it as"
                                        + " it is, draw selections around the other faces and choose face=Selection.",
                                number,
                                face.box().x1(),
                                face.box().y1(),
                                e.getMessage()),
                        e);
            }
        }
        return found;
    }

    /**
     * @param faces that were detected after this one was replaced
     * @return the one that is there now, if there is one
     */
    public Optional<Face> in(List<Face> faces) {
        return faces.stream()
                .filter(other -> other.box().iou(face.box()) >= SAME_PLACE)
                .max(Comparator.comparingDouble(other -> other.box().iou(face.box())));
    }

    private static void requireWhole(Face face, Picture photo) {
        for (Point point : face.landmarks().points()) {
            if (!(point.x() >= 0 && point.y() >= 0 && point.x() < photo.width() && point.y() < photo.height())) {
                throw new Arc2FaceException("It is cut by the border of the photo.");
            }
        }
    }

    private static void requireLarge(Face face) {
        Point left = face.landmarks().mean(36, 37, 38, 39, 40, 41);
        Point right = face.landmarks().mean(42, 43, 44, 45, 46, 47);
        double eyes = Math.hypot(right.x() - left.x(), right.y() - left.y());
        if (eyes < FaceQuality.LEAST_EYE_DISTANCE) {
            throw new Arc2FaceException(String.format(
                    Locale.ROOT,
                    "It is too small: %s pixels between the eyes, and %.0f are needed.",
                    BesideLimit.text(eyes, FaceQuality.LEAST_EYE_DISTANCE, 0),
                    FaceQuality.LEAST_EYE_DISTANCE));
        }
    }

    private static void requireApart(FaceOutline outline, Picture photo, List<Face> all, Face face) {
        for (Face other : all) {
            if (other != face && outline.overlaps(FaceOutline.of(other.landmarks(), photo))) {
                throw new Arc2FaceException(
                        "It overlaps with face " + (all.indexOf(other) + 1) + ", and one would spoil the other.");
            }
        }
    }
}
