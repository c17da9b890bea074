/**
 * Random numbers as torch draws them, so that a seed gives the picture that it gives in the reference software. Start
 * with {@link io.github.arc2faceij.diffusion.noise.Noise}.
 */
package io.github.arc2faceij.diffusion.noise;
