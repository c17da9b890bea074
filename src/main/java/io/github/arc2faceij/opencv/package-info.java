/**
 * OpenCV seen from {@link io.github.arc2faceij.common.Picture}: resizing and affine warps, bit for bit those of the
 * reference code's OpenCV 4. Beside it, what else JavaCPP, which carries it, can do for the plugin. Start with
 * {@link io.github.arc2faceij.opencv.Mats}.
 */
package io.github.arc2faceij.opencv;
