package io.github.arc2faceij.request;

import io.github.arc2faceij.condition.Condition;
import io.github.arc2faceij.condition.lora.LcmLora;
import io.github.arc2faceij.condition.pose.PoseCondition;
import io.github.arc2faceij.diffusion.Sampling;
import io.github.arc2faceij.face.FaceSearch;
import io.github.arc2faceij.face.Identity;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Which person, how to sample, and what else the pictures are to follow.
 *
 * <pre>{@code
 * new GenerationRequest(identity, "astronaut.png, face 1", sampling)
 *         .with(pose)
 *         .with(new LoraCondition(new Lora(Path.of("/loras/drawing.safetensors"), 0.7)));
 * }</pre>
 *
 * @param identity whose face, unless nobody's: the conditions say what to show
 * @param source where the identity came from, for the recipe: "astronaut.png, face 1"; {@link #NOBODY} without one
 * @param sampling count, steps, guidance scale, sampler, seed and noise
 * @param mix how the identity was mixed, if it was
 * @param start what to start from, if not from noise alone
 * @param conditions what else the pictures are to follow
 * @param distilled whether model or LoRAs are themselves made for the sampler LCM, so that it brings no LoRA along
 * @param search by which the face was found
 * @param note what the recipe says about the photo, if there is something to be known
 */
public record GenerationRequest(
        Optional<Identity> identity,
        String source,
        Sampling sampling,
        Optional<Mix> mix,
        Optional<StartRequest> start,
        List<Condition> conditions,
        boolean distilled,
        FaceSearch search,
        Optional<String> note) {

    /** The source of pictures that show nobody in particular. */
    public static final String NOBODY = "nobody";

    /**
     * @param identity whose face, if somebody's
     * @param source where the identity came from
     * @param sampling count, steps, guidance scale, sampler, seed and noise
     * @param mix how the identity was mixed, if it was
     * @param start what to start from, if not from noise alone
     * @param conditions copied, in the order of their kinds
     * @param distilled whether the sampler LCM brings no LoRA along
     * @param search by which the face was found
     * @param note about the photo
     */
    public GenerationRequest {
        conditions = conditions.stream()
                .sorted(Comparator.comparing(condition -> ConditionKinds.ALL.indexOf(condition.kind())))
                .toList();
    }

    /**
     * One person's pictures, in any pose, by the model as it is.
     *
     * @param identity whose face
     * @param source where the identity came from
     * @param sampling how many and how
     */
    public GenerationRequest(Identity identity, String source, Sampling sampling) {
        this(Optional.of(identity), source, sampling);
    }

    private GenerationRequest(Optional<Identity> identity, String source, Sampling sampling) {
        this(
                identity,
                source,
                sampling,
                Optional.empty(),
                Optional.empty(),
                List.of(),
                false,
                FaceSearch.WHERE_NONE,
                Optional.empty());
    }

    /**
     * @param sampling how many and how
     * @return a request for pictures of nobody in particular, which conditions say more about
     */
    public static GenerationRequest ofNobody(Sampling sampling) {
        return new GenerationRequest(Optional.empty(), NOBODY, sampling);
    }

    /**
     * @param how the identity was mixed
     * @return the same request that says so in its recipe
     */
    public GenerationRequest withMix(Mix how) {
        return new GenerationRequest(
                identity, source, sampling, Optional.of(how), start, conditions, distilled, search, note);
    }

    /**
     * @param from the start
     * @return the same request from this start
     */
    public GenerationRequest withStart(StartRequest from) {
        return new GenerationRequest(
                identity, source, sampling, mix, Optional.of(from), conditions, distilled, search, note);
    }

    /**
     * @param condition that takes the place of one of its kind, unless there may be several
     * @return the same request with it
     */
    public GenerationRequest with(Condition condition) {
        List<Condition> more = new ArrayList<>(conditions);
        more.removeIf(
                other -> other.kind() == condition.kind() && !condition.kind().several());
        more.add(condition);
        return withConditions(more);
    }

    /**
     * @param all of them
     * @return the same request with these and no others
     */
    public GenerationRequest withConditions(List<Condition> all) {
        return new GenerationRequest(identity, source, sampling, mix, start, all, distilled, search, note);
    }

    /** @return the same request of a model that the sampler LCM is to add no LoRA to */
    public GenerationRequest ofDistilledModel() {
        return new GenerationRequest(identity, source, sampling, mix, start, conditions, true, search, note);
    }

    /**
     * @param by which search the face was found
     * @param known what is to be known about the photo, if there is something
     * @return the same request that says so in its recipe
     */
    public GenerationRequest withPhoto(FaceSearch by, Optional<String> known) {
        return new GenerationRequest(identity, source, sampling, mix, start, conditions, distilled, by, known);
    }

    /** @return the pose, if one is asked for */
    public Optional<PoseCondition> pose() {
        return conditions.stream()
                .filter(PoseCondition.class::isInstance)
                .map(PoseCondition.class::cast)
                .findFirst();
    }

    /** @return what the pictures show, for titles: where the person came from, or what the conditions say */
    public String subject() {
        String said = conditions.stream()
                .flatMap(condition -> condition.subject().stream())
                .collect(Collectors.joining(", "));
        return identity.isPresent() || said.isEmpty() ? source : said;
    }

    /** @return what the pictures really follow: the sampler may bring a condition along */
    public List<Condition> allConditions() {
        List<Condition> all = new ArrayList<>(conditions);
        if (sampling.sampler().needsDistilledModel() && !distilled) {
            all.add(0, new LcmLora());
        }
        return all;
    }

    /** @return those that frames of a sequence have in common, for they change the UNet: all but the pose */
    public List<Condition> commonConditions() {
        return allConditions().stream()
                .filter(condition -> condition.kind() != PoseCondition.KIND)
                .toList();
    }
}
