/**
 * ONNX Runtime: {@link io.github.arc2faceij.onnx.Network}, where to start, is one network on a
 * {@link io.github.arc2faceij.onnx.Device}. The diffusion networks are written here too, as graphs from their published
 * config.json whose weights stay in the published files: {@link io.github.arc2faceij.onnx.GraphBuilder} writes nodes,
 * {@link io.github.arc2faceij.onnx.Layers} layers, and there is one class for each architecture.
 */
package io.github.arc2faceij.onnx;
