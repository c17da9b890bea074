/**
 * From an identity to pictures: the prompt, the latents, the steps, the pixels. Start with
 * {@link io.github.arc2faceij.diffusion.Pipeline}. Networks, prompts, samplers, noise, LoRAs and the architectures' graphs have
 * packages of their own.
 */
package io.github.arc2faceij.diffusion;
