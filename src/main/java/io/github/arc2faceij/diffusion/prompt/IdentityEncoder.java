package io.github.arc2faceij.diffusion.prompt;

import io.github.arc2faceij.common.Arc2FaceException;
import io.github.arc2faceij.common.Progress;
import io.github.arc2faceij.common.Tensor;
import io.github.arc2faceij.diffusion.network.TextEncoder;
import io.github.arc2faceij.weights.WeightFile;
import java.util.Arrays;
import java.util.List;

/**
 * From a text or an identity to what the UNet attends to. An identity stands in the prompt "photo of a id person", in which the
 * embedding of the token {@code id} is the ArcFace identity followed by zeros (Papantoniou et al. 2024, arXiv 2403.11641).
 */
public final class IdentityEncoder {

    private static final String PROMPT = "photo of a id person";
    private static final String PLACE = "id";

    private final TextEncoder encoder;
    private final ClipTokenizer tokenizer;
    private final int[] prompt;
    private final int place;

    /**
     * @param encoder the model's text encoder; the caller closes it
     * @param tokenizer of the same model
     * @throws Arc2FaceException when the two do not belong together
     */
    public IdentityEncoder(TextEncoder encoder, ClipTokenizer tokenizer) {
        if (tokenizer.maxLength() != encoder.maxLength()) {
            throw new Arc2FaceException("The tokenizer makes " + tokenizer.maxLength()
                    + " tokens of a text, but the encoder takes " + encoder.maxLength()
                    + ". Take both from the same model.");
        }
        this.encoder = encoder;
        this.tokenizer = tokenizer;
        prompt = tokenizer.encode(PROMPT);
        place = place(prompt, tokenizer.idOf(PLACE));
    }

    /**
     * @param identity of unit length, 512 numbers
     * @param progress to ask for a wish to stop
     * @return the context of the identity's prompt, [1, 77, hidden]
     * @throws Arc2FaceException when the identity has more numbers than the encoder's embeddings
     */
    public Tensor prompt(float[] identity, Progress progress) {
        int size = encoder.hiddenSize();
        if (identity.length > size) {
            throw new Arc2FaceException(
                    "The identity has " + identity.length + " numbers, but the encoder's embeddings have " + size
                            + ". Compute the identity with the recogniser of this model.");
        }
        return encoder.encode(prompt, place, Arrays.copyOf(identity, size), progress);
    }

    /**
     * @param progress to ask for a wish to stop
     * @return the context of the empty prompt, which guidance leads away from, [1, 77, hidden]
     */
    public Tensor empty(Progress progress) {
        return text("", progress);
    }

    /**
     * @param text any; what does not fit is cut off, see {@link ClipTokenizer#rest}
     * @param progress to ask for a wish to stop
     * @return the context of the text, [1, 77, hidden]
     */
    public Tensor text(String text, Progress progress) {
        return encoder.encode(tokenizer.encode(text), TextEncoder.NONE, new float[encoder.hiddenSize()], progress);
    }

    /** @return the encoder's */
    public List<WeightFile> weights() {
        return encoder.weights();
    }

    private static int place(int[] prompt, int token) {
        for (int i = 0; i < prompt.length; i++) {
            if (prompt[i] == token) {
                return i;
            }
        }
        throw new Arc2FaceException("The tokenizer does not make a single token of \"" + PLACE + "\" in \"" + PROMPT
                + "\". Use the tokenizer that the model was published with.");
    }
}
