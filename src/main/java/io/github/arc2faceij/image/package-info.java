/**
 * Between ImageJ and the core: {@link io.github.arc2faceij.image.Photo} makes an upright picture of an open image,
 * {@link io.github.arc2faceij.image.FaceOverlay} and {@link io.github.arc2faceij.image.LandmarkReader} turn faces into
 * overlay elements and back, {@link io.github.arc2faceij.image.PictureStack} makes an image of new pictures, and
 * {@link io.github.arc2faceij.image.ImageJProgress} shows progress. Start with
 * {@link io.github.arc2faceij.image.Photo}.
 */
package io.github.arc2faceij.image;
