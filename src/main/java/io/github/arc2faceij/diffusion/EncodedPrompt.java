package io.github.arc2faceij.diffusion;

import io.github.arc2faceij.common.Progress;
import io.github.arc2faceij.common.Tensor;
import io.github.arc2faceij.diffusion.prompt.IdentityEncoder;
import io.github.arc2faceij.diffusion.prompt.Prompt;

/**
 * The prompt of a run, and the means to make it of other people.
 *
 * @param prompt what the pictures are to show
 * @param context what the UNet attends to, [1, length, context size]
 * @param encoder that made the context
 */
public record EncodedPrompt(Prompt prompt, Tensor context, IdentityEncoder encoder) {

    /**
     * @param identity of unit length, 512 numbers
     * @param progress asked whether to stop
     * @return the context of the same prompt with this person, [1, length, context size]
     */
    public Tensor of(float[] identity, Progress progress) {
        return prompt.of(identity).context(encoder, progress);
    }
}
