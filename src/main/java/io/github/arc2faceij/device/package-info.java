/**
 * Where networks run and in which numbers: the choice ({@link io.github.arc2faceij.device.Device}), ONNX Runtime's
 * providers ({@link io.github.arc2faceij.device.Provider}), what they need on this computer, and how their failures are told.
 * Start with {@link io.github.arc2faceij.device.Device}.
 */
package io.github.arc2faceij.device;
