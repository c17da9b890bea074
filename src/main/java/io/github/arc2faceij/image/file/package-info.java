/**
 * Picture files that say how they came to be: {@link io.github.arc2faceij.image.file.PictureFiles} writes them,
 * {@link io.github.arc2faceij.image.file.RecipeFile} finds the recipe in them again, and
 * {@link io.github.arc2faceij.image.file.Provenance} is what both have to say, as XMP. Start with
 * {@link io.github.arc2faceij.image.file.PictureFiles}.
 */
package io.github.arc2faceij.image.file;
