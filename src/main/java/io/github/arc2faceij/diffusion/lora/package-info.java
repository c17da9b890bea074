/**
 * LoRAs of all kinds and names. {@link io.github.arc2faceij.diffusion.lora.LoraFile}, where to start, reads one and gives
 * the change of each layer; {@link io.github.arc2faceij.diffusion.lora.LoraKind} tells the kinds apart. A change is merged into
 * a weight when a graph is written ({@code diffusion.graph.ModelWeights}).
 */
package io.github.arc2faceij.diffusion.lora;
