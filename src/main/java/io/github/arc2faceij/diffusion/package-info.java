/**
 * From an identity to pictures: one class per network ({@link io.github.arc2faceij.diffusion.TextEncoder},
 * {@link io.github.arc2faceij.diffusion.UNet}, {@link io.github.arc2faceij.diffusion.ControlNet},
 * {@link io.github.arc2faceij.diffusion.Vae}), the prompt that carries an identity
 * ({@link io.github.arc2faceij.diffusion.IdentityEncoder}) and the whole way. Noise and samplers have packages of their
 * own. Start with {@link io.github.arc2faceij.diffusion.Pipeline}.
 */
package io.github.arc2faceij.diffusion;
