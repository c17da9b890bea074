package io.github.arc2faceij.face;

import io.github.arc2faceij.common.Arc2FaceException;
import io.github.arc2faceij.common.Landmarks;
import io.github.arc2faceij.common.Landmarks.Point;
import io.github.arc2faceij.common.Picture;
import io.github.arc2faceij.common.Progress;
import io.github.arc2faceij.face.FaceShape.Point3;
import java.lang.ref.WeakReference;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads a face that was detected: its landmarks, and what the recogniser says. A face that is not upright is read from a
 * patch of the picture in which it is.
 */
final class FaceReader {

    /** Side of a patch: of the longer side of the box. */
    private static final double PATCH = 2.5;

    private static final int LONGEST_PATCH = 640;

    private final FacePipeline networks;

    /** Embeddings of the picture that was last looked at: a face that was judged by its embedding has its identity, too. */
    private final Map<List<Point>, float[]> embeddings = new HashMap<>();

    private WeakReference<Picture> embedded = new WeakReference<>(null);

    FaceReader(FacePipeline networks) {
        this.networks = networks;
    }

    /** @return the face in the box, not judged yet; empty when the box shows no face */
    Optional<Face> face(Picture picture, Detection detection, int turn, Progress progress) {
        return landmarks(picture, detection.box(), turn, progress).map(landmarks -> {
            List<Point> points =
                    detection.fivePoints().isEmpty() ? ArcFaceAlignment.fivePoints(landmarks) : detection.fivePoints();
            return new Face(detection.box(), detection.score(), landmarks, points, turn, 0);
        });
    }

    /** @return the same face with the length of its embedding; 0 when it has none */
    Face withLength(Picture picture, Face face, Progress progress) {
        return face.withLength(length(picture, face, progress));
    }

    /** @return 512 numbers, not normalised */
    float[] embedding(Picture picture, Face face, Progress progress) {
        if (embedded.get() != picture) {
            embedded = new WeakReference<>(picture);
            embeddings.clear();
        }
        float[] known = embeddings.get(face.fivePoints());
        if (known == null) {
            Picture crop = ArcFaceAlignment.crop(picture, face.fivePoints(), FaceAnalyzer.CROP_SIDE);
            known = networks.embedding(crop, progress);
            embeddings.put(face.fivePoints(), known);
        }
        return known;
    }

    /** @return more of the face; empty when the networks do not know */
    Optional<FaceShape> shape(Picture picture, Face face, Progress progress) {
        if (face.turn() == 0) {
            return networks.shape(picture, face.box(), progress);
        }
        View patch = patch(picture, face.box(), face.turn());
        return networks.shape(patch.canvas(), inPatch(face.box(), patch), progress)
                .map(seen -> {
                    List<Point3> points = seen.points().stream()
                            .map(point -> inPicture(point, patch))
                            .toList();
                    return new FaceShape(points, FaceAngles.of(points), patch.inPicture(seen.contour()));
                });
    }

    private Optional<Landmarks> landmarks(Picture picture, Box box, int turn, Progress progress) {
        if (turn == 0) {
            return networks.landmarks(picture, box, progress);
        }
        View patch = patch(picture, box, turn);
        return networks.landmarks(patch.canvas(), inPatch(box, patch), progress).map(patch::inPicture);
    }

    private double length(Picture picture, Face face, Progress progress) {
        try {
            ArcFaceAlignment.matrix(face.fivePoints(), FaceAnalyzer.CROP_SIDE);
        } catch (Arc2FaceException e) {
            return 0; // points that lie on one another are no face's
        }
        double length = Identity.length(embedding(picture, face, progress));
        return Double.isFinite(length) ? length : 0;
    }

    private static View patch(Picture picture, Box box, int turn) {
        double side = Math.max(1, PATCH * Math.max(box.width(), box.height()));
        double scale = Math.min(1, LONGEST_PATCH / side);
        int size = (int) Math.ceil(side * scale);
        return View.around(box.centre(), turn, scale, size, size, picture);
    }

    /** In the middle; a box that lies is as wide as it was high. */
    private static Box inPatch(Box box, View patch) {
        boolean lies = Math.abs(Math.sin(Math.toRadians(patch.turn()))) > 0.8;
        double middle = (patch.canvas().width() - 1) / 2.0;
        return Box.around(
                new Point(middle, middle),
                patch.scale() * (lies ? box.height() : box.width()),
                patch.scale() * (lies ? box.width() : box.height()));
    }

    private static Point3 inPicture(Point3 seen, View patch) {
        Point point = patch.inPicture(new Point(seen.x(), seen.y()));
        return new Point3(point.x(), point.y(), seen.z() / patch.scale());
    }
}
