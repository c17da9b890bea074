package io.github.arc2faceij.request;

import io.github.arc2faceij.common.Picture;

/**
 * The picture whose appearance and background the pictures to make are to keep, by the Reference Adapter.
 *
 * @param picture aligned as FFHQ, of the size of the pictures to make
 * @param influence scale of the adapter's weights: its authors use 0.8 and offer 0 to 1
 * @param source where it came from, for the recipe: {@code astronaut.png, face 1}
 */
public record AppearanceRequest(Picture picture, double influence, String source) {}
