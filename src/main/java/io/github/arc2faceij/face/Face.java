package io.github.arc2faceij.face;

import io.github.arc2faceij.common.Landmarks;

/**
 * A face in a picture.
 *
 * @param box as the detector draws it, from the brows to below the chin; it may reach beyond the picture
 * @param score how sure the detector is, 0..1
 * @param landmarks its 68 points
 */
public record Face(Box box, double score, Landmarks landmarks) {}
