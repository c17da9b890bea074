package io.github.arc2faceij.diffusion.prompt;

import io.github.arc2faceij.common.Progress;
import io.github.arc2faceij.common.Tensor;

/**
 * A text.
 *
 * @param text what to show
 * @param avoid what guidance leads away from, diffusers' negative prompt; may be empty
 */
public record TextPrompt(String text, String avoid) implements Prompt {

    /** Nobody and nothing. */
    public static final TextPrompt EMPTY = new TextPrompt("", "");

    @Override
    public Tensor context(IdentityEncoder encoder, Progress progress) {
        return encoder.text(text, progress);
    }

    @Override
    public Tensor against(IdentityEncoder encoder, Progress progress) {
        return encoder.text(avoid, progress);
    }

    /** Only Arc2Face's prompt has a place for a person, and its text is its own. */
    @Override
    public Prompt of(float[] identity) {
        return new IdentityPrompt(identity);
    }
}
