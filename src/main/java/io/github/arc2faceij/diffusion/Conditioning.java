package io.github.arc2faceij.diffusion;

import io.github.arc2faceij.common.Progress;
import io.github.arc2faceij.diffusion.network.Vae;
import io.github.arc2faceij.weights.WeightFile;
import java.util.List;

/** What all steps of a run follow besides the prompts. Its networks belong to whoever opened them. */
@FunctionalInterface
public interface Conditioning {

    /**
     * @param vae of the model
     * @param prompt of the pictures
     * @param progress asked whether to stop
     * @return what the UNet is given in the steps of one run
     */
    StepInputs begin(Vae vae, EncodedPrompt prompt, Progress progress);

    /**
     * @param sampling of the pictures to make
     * @throws io.github.arc2faceij.common.Arc2FaceException when the two do not go together
     */
    default void check(Sampling sampling) {}

    /** @return how much memory a pass takes with it, as a multiple of a pass without */
    default double memory() {
        return 1;
    }

    /** @return those of its networks, to look for damage in them */
    default List<WeightFile> weights() {
        return List.of();
    }
}
