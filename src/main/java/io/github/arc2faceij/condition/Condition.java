package io.github.arc2faceij.condition;

import io.github.arc2faceij.common.Progress;
import io.github.arc2faceij.diffusion.Conditioning;
import io.github.arc2faceij.diffusion.Sampling;
import io.github.arc2faceij.diffusion.graph.UNetOptions;
import io.github.arc2faceij.diffusion.prompt.Prompt;
import io.github.arc2faceij.face.Identity;
import io.github.arc2faceij.models.ModelFolder;
import java.util.List;
import java.util.Optional;

/** Something that pictures are to follow besides the identity: a pose, an expression, a LoRA. */
public interface Condition {

    /** @return what all of its kind have in common */
    ConditionKind<?> kind();

    /**
     * @param networks of the model in use, and its files
     * @return what the recipe says of it, a record of {@link ConditionKind#part()}
     * @throws io.github.arc2faceij.common.Arc2FaceException when a file cannot be read
     */
    Record part(Networks networks);

    /**
     * Adds what the UNet has to be opened with.
     *
     * @param options of the conditions before it
     * @param folder of the model
     * @return the options with its own
     * @throws io.github.arc2faceij.common.Arc2FaceException when the model lacks a file, with what to install
     */
    default UNetOptions addTo(UNetOptions options, ModelFolder folder) {
        return options;
    }

    /** @return the people that it brings, whose identities are to be of the model's own recogniser */
    default List<Identity> identities() {
        return List.of();
    }

    /** @return what the pictures show by it, for titles; empty when it only changes how */
    default Optional<String> subject() {
        return Optional.empty();
    }

    /**
     * @param before what the pictures are to show without it
     * @return what they are to show with it
     */
    default Prompt prompt(Prompt before) {
        return before;
    }

    /**
     * Opens what it gives to the steps. Networks belong to the model, which closes them.
     *
     * @param networks of the model in use
     * @param sampling of the pictures to make
     * @param progress told when it takes a while
     * @return what the steps follow; empty when opening the UNet with its options is all
     * @throws io.github.arc2faceij.common.Arc2FaceException when the model lacks a file, with what to install
     */
    default Optional<Conditioning> open(Networks networks, Sampling sampling, Progress progress) {
        return Optional.empty();
    }
}
