/**
 * The architectures of Stable Diffusion's family as graphs, one class each, written from the published
 * config.json: {@link io.github.arc2faceij.diffusion.graph.UNetGraph}, where to start,
 * {@link io.github.arc2faceij.diffusion.graph.ControlNetGraph}, {@link io.github.arc2faceij.diffusion.graph.VaeGraph} and
 * {@link io.github.arc2faceij.diffusion.graph.TextEncoderGraph}. {@code Layers} are what they are made of.
 */
package io.github.arc2faceij.diffusion.graph;
