package io.github.arc2faceij.request;

import io.github.arc2faceij.diffusion.StartPicture;

/**
 * What to start from instead of from noise alone.
 *
 * @param picture of the size of the pictures to make, and how much of it is to change
 * @param source where it came from, for the recipe: "astronaut.png, face 1"
 */
public record StartRequest(StartPicture picture, String source) {}
