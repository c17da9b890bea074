package io.github.arc2faceij;

import io.github.arc2faceij.diffusion.Sampling;
import io.github.arc2faceij.face.Identity;

/**
 * Which person, and how to sample.
 *
 * @param identity whose face
 * @param source where the identity came from, for the recipe: "astronaut.png, face 1"
 * @param sampling count, steps, guidance scale, sampler, seed and noise
 */
public record GenerationRequest(Identity identity, String source, Sampling sampling) {}
