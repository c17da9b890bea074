/**
 * Arc2Face for ImageJ: from the face in an image window to a stack of new pictures of the same person. Start with
 * {@link io.github.arc2faceij.Arc2Face}, the one facade that commands, macros, scripts and tests go through. What it is asked
 * for is in {@code request}, how its pictures came to be in {@code recipe}, and what it works with in {@code engine}.
 */
package io.github.arc2faceij;
