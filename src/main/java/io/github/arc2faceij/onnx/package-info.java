/**
 * Running networks by ONNX Runtime: sessions, runs that can be cancelled, and the end of Java. Start with
 * {@link io.github.arc2faceij.onnx.Network}, one network on a {@link io.github.arc2faceij.device.Device}. Graphs are written
 * in {@link io.github.arc2faceij.onnx.graph}.
 */
package io.github.arc2faceij.onnx;
