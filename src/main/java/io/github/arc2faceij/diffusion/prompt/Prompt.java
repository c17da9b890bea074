package io.github.arc2faceij.diffusion.prompt;

import io.github.arc2faceij.common.Progress;
import io.github.arc2faceij.common.Tensor;

/** What pictures are to show, before a model turns it into numbers. */
public interface Prompt {

    /**
     * @param encoder of the model
     * @param progress to ask for a wish to stop
     * @return what the UNet attends to, [1, length, hidden]
     * @throws io.github.arc2faceij.common.Arc2FaceException when the model cannot encode it
     */
    Tensor context(IdentityEncoder encoder, Progress progress);

    /**
     * @param encoder of the model
     * @param progress to ask for a wish to stop
     * @return what guidance leads away from, of the same shape
     */
    default Tensor against(IdentityEncoder encoder, Progress progress) {
        return encoder.empty(progress);
    }

    /**
     * @param identity of unit length, 512 numbers
     * @return the same prompt with this person in it
     */
    Prompt of(float[] identity);
}
