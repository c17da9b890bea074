/**
 * Writing ONNX graphs whose weights stay in the published files. Start with
 * {@link io.github.arc2faceij.onnx.graph.GraphBuilder}; a {@link io.github.arc2faceij.onnx.graph.WeightChange} changes a weight on
 * its way into the graph.
 */
package io.github.arc2faceij.onnx.graph;
