package io.github.arc2faceij.face;

import io.github.arc2faceij.common.Landmarks.Point;
import java.util.List;

/**
 * What a detector says of a face.
 *
 * @param box in pixels of the picture
 * @param score 0..1
 * @param fivePoints in the order of {@link ArcFaceAlignment#fivePoints}; empty when the detector knows none
 */
record Detection(Box box, double score, List<Point> fivePoints) {

    Detection(Box box, double score) {
        this(box, score, List.of());
    }
}
