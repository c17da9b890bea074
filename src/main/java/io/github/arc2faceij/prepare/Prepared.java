package io.github.arc2faceij.prepare;

import io.github.arc2faceij.common.Picture;

/**
 * A picture of a set, made like the others.
 *
 * @param picture the result
 * @param before statistics of the masked picture before it was matched
 * @param after statistics of the result, measured on its 8 bits
 * @param pixels of how many pixels the statistics are
 * @param clipped the share of these in which a channel was cut to 0..255, 0..1
 */
public record Prepared(Picture picture, Statistics before, Statistics after, int pixels, double clipped) {}
