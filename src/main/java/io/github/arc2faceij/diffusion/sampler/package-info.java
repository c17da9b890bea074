/**
 * From noise to latents. Three things apart, so that each can change alone: the
 * {@link io.github.arc2faceij.diffusion.sampler.Schedule} (how much noise the model was trained with), the
 * {@link io.github.arc2faceij.diffusion.sampler.Denoiser} (a model under its conditions) and the
 * {@link io.github.arc2faceij.diffusion.sampler.Sampler} (how to step). Start with
 * {@link io.github.arc2faceij.diffusion.sampler.SamplerType}.
 */
package io.github.arc2faceij.diffusion.sampler;
