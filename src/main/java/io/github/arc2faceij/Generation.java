package io.github.arc2faceij;

import io.github.arc2faceij.common.Picture;
import io.github.arc2faceij.recipe.Recipe;
import java.util.List;

/**
 * What came out, and how to make it again.
 *
 * @param pictures as many as were asked for, in the order of their noise
 * @param recipe belongs to all of them
 */
public record Generation(List<Picture> pictures, Recipe recipe) {}
