/**
 * How pictures came to be, as JSON that makes them again. {@link io.github.arc2faceij.recipe.Recipe} is what is
 * written, {@link io.github.arc2faceij.recipe.WrittenRecipe} what is read back, perhaps of another version. Start with
 * {@link io.github.arc2faceij.recipe.Recipe}.
 */
package io.github.arc2faceij.recipe;
