package io.github.arc2faceij.diffusion.prompt;

import io.github.arc2faceij.common.Progress;
import io.github.arc2faceij.common.Tensor;

/**
 * One person, as Arc2Face takes them.
 *
 * @param identity of unit length, 512 numbers
 */
public record IdentityPrompt(float[] identity) implements Prompt {

    @Override
    public Tensor context(IdentityEncoder encoder, Progress progress) {
        return encoder.prompt(identity, progress);
    }

    @Override
    public Prompt of(float[] other) {
        return new IdentityPrompt(other);
    }
}
