package io.github.arc2faceij.prepare;

import io.github.arc2faceij.common.Landmarks;
import io.github.arc2faceij.common.Picture;
import java.util.Optional;

/**
 * A picture of a set.
 *
 * @param name for messages and tables
 * @param picture of the set's size
 * @param landmarks of its face, in pixels of that picture; empty when nobody looked for one
 * @param outside the share of its pixels that lie outside the photo and are grey, 0..1
 */
public record Placed(String name, Picture picture, Optional<Landmarks> landmarks, double outside) {}
