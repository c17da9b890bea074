package io.github.arc2faceij.request;

import io.github.arc2faceij.diffusion.Sampling;
import io.github.arc2faceij.face.FaceSearch;
import io.github.arc2faceij.face.Identity;
import java.util.Optional;

/**
 * Which person, how to sample, and what else the pictures are to follow.
 *
 * <pre>{@code
 * new GenerationRequest(identity, "astronaut.png, face 1", sampling).withPose(pose);
 * }</pre>
 *
 * @param identity whose face
 * @param source where the identity came from, for the recipe: "astronaut.png, face 1"
 * @param sampling count, steps, guidance scale, sampler, seed and noise
 * @param mix how the identity was mixed, if it was
 * @param pose the head's pose, if one is asked for
 * @param start what to start from, if not from noise alone
 * @param adapters what is added to the model
 * @param search by which the face was found
 * @param note what the recipe says about the photo, if there is something to be known
 */
public record GenerationRequest(
        Identity identity,
        String source,
        Sampling sampling,
        Optional<Mix> mix,
        Optional<PoseRequest> pose,
        Optional<StartRequest> start,
        Adapters adapters,
        FaceSearch search,
        Optional<String> note) {

    /**
     * One person's pictures, in any pose, by the model as it is.
     *
     * @param identity whose face
     * @param source where the identity came from
     * @param sampling how many and how
     */
    public GenerationRequest(Identity identity, String source, Sampling sampling) {
        this(
                identity,
                source,
                sampling,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Adapters.NONE,
                FaceSearch.WHERE_NONE,
                Optional.empty());
    }

    /**
     * @param how the identity was mixed
     * @return the same request that says so in its recipe
     */
    public GenerationRequest withMix(Mix how) {
        return new GenerationRequest(identity, source, sampling, Optional.of(how), pose, start, adapters, search, note);
    }

    /**
     * @param wanted the pose
     * @return the same request in this pose
     */
    public GenerationRequest withPose(PoseRequest wanted) {
        return new GenerationRequest(
                identity, source, sampling, mix, Optional.of(wanted), start, adapters, search, note);
    }

    /**
     * @param from the start
     * @return the same request from this start
     */
    public GenerationRequest withStart(StartRequest from) {
        return new GenerationRequest(identity, source, sampling, mix, pose, Optional.of(from), adapters, search, note);
    }

    /**
     * @param added to the model
     * @return the same request with these adapters and no others
     */
    public GenerationRequest withAdapters(Adapters added) {
        return new GenerationRequest(identity, source, sampling, mix, pose, start, added, search, note);
    }

    /**
     * @param by which search the face was found
     * @param known what is to be known about the photo, if there is something
     * @return the same request that says so in its recipe
     */
    public GenerationRequest withPhoto(FaceSearch by, Optional<String> known) {
        return new GenerationRequest(identity, source, sampling, mix, pose, start, adapters, by, known);
    }
}
