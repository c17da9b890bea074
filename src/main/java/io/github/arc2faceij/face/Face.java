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
 */
public record Face(Box box, double score, Landmarks landmarks, List<Point> fivePoints) {

    /**
     * @param box as the detector draws it
     * @param score how sure the detector is, 0..1
     * @param landmarks its 68 points
     * @param fivePoints by which it is aligned for the recogniser
     */
    public Face {
        fivePoints = List.copyOf(fivePoints);
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
}
