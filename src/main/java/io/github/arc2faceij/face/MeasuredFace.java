package io.github.arc2faceij.face;

/**
 * What the face networks say of a new picture: how many faces it has, and who the largest one is.
 *
 * @param faces how many were found, at least one
 * @param largest the one with the largest box
 * @param identity whom the recogniser sees in it
 * @param quality how well the picture shows it
 */
public record MeasuredFace(int faces, Face largest, Identity identity, FaceQuality quality) {}
