package io.github.arc2faceij.diffusion.graph;

import io.github.arc2faceij.onnx.graph.GraphBuilder;

/**
 * A value of a graph whose number of features is known: pictures [batch, channels, height, width] or tokens
 * [batch, length, channels].
 *
 * @param value the name that {@link GraphBuilder} gave it
 * @param channels how many features it has
 */
record Features(String value, int channels) {}
