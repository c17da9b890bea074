/**
 * The handful of types that every room speaks: {@link io.github.arc2faceij.common.Tensor numbers},
 * {@link io.github.arc2faceij.common.Picture pixels}, {@link io.github.arc2faceij.common.Landmarks points},
 * {@link io.github.arc2faceij.common.Progress progress} and
 * {@link io.github.arc2faceij.common.Arc2FaceException sentences for the user}. Nothing here knows ImageJ, SciJava or
 * ONNX Runtime. Start with {@link io.github.arc2faceij.common.Tensor}.
 */
package io.github.arc2faceij.common;
