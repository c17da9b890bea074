package io.github.arc2faceij.face;

import io.github.arc2faceij.common.Landmarks;
import io.github.arc2faceij.common.Landmarks.Point;
import java.util.List;

/**
 * A face in a picture.
 *
 * @param box as the detector draws it, from the brows to below the chin; it may reach beyond the picture
 * @param score how sure the detector is, 0..1
 * @param landmarks its 68 points
 * @param fivePoints by which it is aligned for the recogniser, in the order of {@link ArcFaceAlignment#fivePoints}
 * @param turn degrees by which the picture had to be turned clockwise for the face to be found, 0..359; 0 where it was found
 *     in the picture as it is. Points keep the names that they have in the turned picture, where the left eye is left
 * @param length of the recogniser's embedding before it is normalised; 0 where it was not asked
 */
public record Face(Box box, double score, Landmarks landmarks, List<Point> fivePoints, int turn, double length) {

    /**
     * @param box as the detector draws it
     * @param score how sure the detector is, 0..1
     * @param landmarks its 68 points
     * @param fivePoints by which it is aligned for the recogniser
     * @param turn degrees by which the picture had to be turned clockwise
     * @param length of the recogniser's embedding; 0 where it was not asked
     */
    public Face {
        fivePoints = List.copyOf(fivePoints);
    }

    /**
     * A face in the picture as it is.
     *
     * @param box as the detector draws it
     * @param score how sure the detector is, 0..1
     * @param landmarks its 68 points
     * @param fivePoints by which it is aligned for the recogniser
     */
    public Face(Box box, double score, Landmarks landmarks, List<Point> fivePoints) {
        this(box, score, landmarks, fivePoints, 0, 0);
    }

    /**
     * A face that is aligned by its landmarks.
     *
     * @param box as the detector draws it
     * @param score how sure the detector is, 0..1
     * @param landmarks its 68 points
     */
    public Face(Box box, double score, Landmarks landmarks) {
        this(box, score, landmarks, ArcFaceAlignment.fivePoints(landmarks));
    }

    /** @return the same with that length of the recogniser's embedding */
    Face withLength(double found) {
        return new Face(box, score, landmarks, fivePoints, turn, found);
    }

    /**
     * @return how far the face is turned clockwise in the picture, in degrees, -180..180, by the five points
     * @throws io.github.arc2faceij.common.Arc2FaceException when the points are not finite or all the same
     */
    public double roll() {
        double[] upright = ArcFaceAlignment.matrix(fivePoints, FaceAnalyzer.CROP_SIDE);
        return Math.toDegrees(Math.atan2(upright[1], upright[0]));
    }
}
