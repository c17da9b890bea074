package io.github.arc2faceij.recipe;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.github.arc2faceij.common.Sha256;
import io.github.arc2faceij.condition.Condition;
import io.github.arc2faceij.condition.ConditionKind;
import io.github.arc2faceij.condition.Networks;
import io.github.arc2faceij.condition.pose.PoseCondition;
import io.github.arc2faceij.diffusion.Sampling;
import io.github.arc2faceij.diffusion.Speed;
import io.github.arc2faceij.diffusion.noise.Generators;
import io.github.arc2faceij.face.FaceSearch;
import io.github.arc2faceij.face.Identity;
import io.github.arc2faceij.request.GenerationRequest;
import io.github.arc2faceij.request.Mix;
import io.github.arc2faceij.request.StartRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * How pictures came to be, complete enough to make them again: the same recipe on the same device gives the same
 * pixels. It names the identity by its source and hash and does not hold it, so no face is kept that the user did not
 * save.
 *
 * @param software this plugin and its version
 * @param digitalSourceType IPTC's term for pictures made by a trained model
 * @param model the model folder's name
 * @param modelFingerprint tells whether a model is the same
 * @param identity where the identity came from; {@link GenerationRequest#NOBODY} for nobody
 * @param identityHash SHA-256 of its 512 numbers, as big-endian 32-bit floats; of 512 zeros for nobody
 * @param recogniser SHA-256 of the network that computed it; null for nobody
 * @param small whether small faces were looked for; null when they were where there is no other
 * @param note what is to be known about the photo; null when there is nothing
 * @param sampler the sampler's name in dialogs and macros
 * @param steps denoising steps
 * @param guidance classifier-free guidance scale
 * @param seed of the noise, the first picture's if each has its own
 * @param noise whose generator: torch's on the CPU or on CUDA
 * @param generators whether each picture has one of its own; null when there is one for all, as in recipes of the first
 *     versions
 * @param count pictures drawn from the seed
 * @param width in pixels
 * @param height in pixels
 * @param speed what made them sooner and a little different; null when they are exact
 * @param mix how the identity was mixed; null when it is one person's
 * @param pose that was asked for; null when none was
 * @param start what was started from; null for noise alone
 * @param frames what changes from frame to frame of a sequence, in which identityHash, mix and pose are those of the
 *     first frame; null when there is one only
 * @param adapters what else was followed, a member for each kind of condition; null when there was nothing
 * @param device what really ran
 * @param card the name of the card or processor that ran; null when it is unknown
 * @param provider the library that the device came from, with its version; null for ONNX Runtime itself
 * @param onnxruntime version of ONNX Runtime
 * @param finished how many pictures there are because the user cancelled then; null when all were made
 */
public record Recipe(
        String software,
        String digitalSourceType,
        String model,
        String modelFingerprint,
        String identity,
        String identityHash,
        String recogniser,
        String small,
        String note,
        String sampler,
        int steps,
        double guidance,
        long seed,
        String noise,
        String generators,
        int count,
        int width,
        int height,
        String speed,
        Mix mix,
        PoseCondition.Part pose,
        StartPart start,
        List<Frame> frames,
        JsonObject adapters,
        String device,
        String card,
        String provider,
        String onnxruntime,
        Integer finished) {

    /** <a href="https://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia">IPTC's term</a>. */
    public static final String TRAINED_ALGORITHMIC_MEDIA =
            "http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia";

    /** <a href="https://cv.iptc.org/newscodes/digitalsourcetype/compositeWithTrainedAlgorithmicMedia">IPTC's term</a>. */
    public static final String COMPOSITE =
            "http://cv.iptc.org/newscodes/digitalsourcetype/compositeWithTrainedAlgorithmicMedia";

    private static final String HASH_OF_NOBODY = Sha256.of(new float[Identity.LENGTH]);

    private static final Gson GSON =
            new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();

    /**
     * The picture that was started from.
     *
     * @param source where it came from
     * @param strength how much of it the noise hid, 0..1
     * @param hash SHA-256 of its pixels, [height, width, 3] bytes
     */
    public record StartPart(String source, double strength, String hash) {

        private static StartPart of(StartRequest start) {
            String hash = Sha256.of(start.picture().picture().rgb());
            return new StartPart(start.source(), start.picture().strength(), hash);
        }
    }

    /**
     * One frame of a sequence.
     *
     * @param identityHash that of its identity
     * @param mix how its identity was mixed; null when it was not
     * @param pose its pose; null when none was asked for
     */
    public record Frame(String identityHash, Mix mix, PoseCondition.Part pose) {

        private static Frame of(GenerationRequest request, Networks networks) {
            return new Frame(
                    request.identity().map(Recipe::hash).orElse(HASH_OF_NOBODY),
                    request.mix().orElse(null),
                    request.pose().map(pose -> pose.part(networks)).orElse(null));
        }
    }

    /**
     * @param requests of the frames, one at least
     * @param networks of the model in use
     * @param modelFingerprint of the model
     * @param onnxruntime version of ONNX Runtime
     * @param finished how many pictures there are, if the user cancelled then
     * @return their recipe
     */
    public static Recipe of(
            List<GenerationRequest> requests,
            Networks networks,
            String modelFingerprint,
            String onnxruntime,
            Optional<Integer> finished) {
        GenerationRequest request = requests.get(0);
        List<Frame> frames =
                requests.stream().map(frame -> Frame.of(frame, networks)).toList();
        Sampling sampling = request.sampling();
        return new Recipe(
                "Arc2Face for ImageJ " + version(),
                TRAINED_ALGORITHMIC_MEDIA,
                networks.folder().name(),
                modelFingerprint,
                request.source(),
                frames.get(0).identityHash(),
                request.identity().map(Identity::recogniser).orElse(null),
                request.search() == FaceSearch.WHERE_NONE
                        ? null
                        : request.search().label(),
                request.note().orElse(null),
                sampling.sampler().label(),
                sampling.steps(),
                sampling.guidance(),
                sampling.seed(),
                sampling.noise().label(),
                sampling.generators() == Generators.SHARED
                        ? null
                        : sampling.generators().label(),
                sampling.count(),
                sampling.width(),
                sampling.height(),
                sampling.speed() == Speed.EXACT ? null : sampling.speed().label(),
                frames.get(0).mix(),
                frames.get(0).pose(),
                request.start().map(StartPart::of).orElse(null),
                frames.size() == 1 ? null : frames,
                adapters(request, networks),
                networks.device().description(),
                networks.device().card().orElse(null),
                networks.device().provider().library().orElse(null),
                onnxruntime,
                finished.orElse(null));
    }

    private static JsonObject adapters(GenerationRequest request, Networks networks) {
        JsonObject adapters = new JsonObject();
        for (Condition condition : request.commonConditions()) {
            String name = condition.kind().name();
            JsonElement part = GSON.toJsonTree(condition.part(networks));
            if (!condition.kind().several()) {
                adapters.add(name, part);
            } else if (adapters.has(name)) {
                adapters.getAsJsonArray(name).add(part);
            } else {
                JsonArray parts = new JsonArray();
                parts.add(part);
                adapters.add(name, parts);
            }
        }
        return adapters.isEmpty() ? null : adapters;
    }

    /**
     * @param kind of condition
     * @param <P> what a recipe says of it
     * @return what this recipe says of those that it has of the kind
     */
    public <P extends Record> List<P> parts(ConditionKind<P> kind) {
        JsonElement member = adapters == null ? null : adapters.get(kind.name());
        if (member == null || member.isJsonNull()) {
            return List.of();
        }
        List<P> parts = new ArrayList<>();
        Iterable<JsonElement> all = kind.several() ? member.getAsJsonArray() : List.of(member);
        all.forEach(part -> parts.add(GSON.fromJson(part, kind.part())));
        return parts;
    }

    /**
     * @param identity somebody
     * @return what a recipe says instead of the identity itself: SHA-256 of its 512 numbers, as big-endian 32-bit floats
     */
    public static String hash(Identity identity) {
        return Sha256.of(identity.vector());
    }

    /** @return the plugin's version */
    public static String version() {
        String version = Recipe.class.getPackage().getImplementationVersion();
        return version == null ? "(not packaged)" : version;
    }

    /**
     * @return the recipe as indented JSON, one member per component; what Latin-1 lacks is written as its number, for
     *     ImageJ's TIFF files keep one byte of each character
     */
    public String json() {
        return json(this);
    }

    /**
     * @param recipe a record
     * @return what {@link #json()} says of it
     */
    static String json(Record recipe) {
        return GSON.toJson(recipe)
                .chars()
                .mapToObj(c -> c > 0xff ? String.format("\\u%04x", c) : String.valueOf((char) c))
                .collect(Collectors.joining());
    }

    /** @return the recipe of a photo into which such pictures were put, as {@link #json} */
    public String compositeJson() {
        return json().replace(TRAINED_ALGORITHMIC_MEDIA, COMPOSITE);
    }

    /**
     * @param index of the picture, from 0
     * @return one line for a slice: {@code seed 42 ratio 0.50, synthetic, DPM++ 2M, 25 steps, guidance 3.0}; the seed is
     *     that of the picture's generator, or {@code seed 42 #1} where all share it; ratio, yaw, pitch and roll stand where
     *     they were asked for. ImageJ shows 60 characters: what tells slices apart and that
     *     they are synthetic come first
     */
    public String label(int index) {
        int perPicture = frames == null ? 1 : frames.size();
        Frame frame = frames == null ? new Frame(identityHash, mix, pose) : frames.get(index % perPicture);
        String ratio = frame.mix() == null
                ? ""
                : String.format(Locale.ROOT, "ratio %.2f, ", frame.mix().ratio());
        String angles = frame.pose() == null ? "" : frame.pose().label() + ", ";
        return String.format(
                Locale.ROOT,
                "%s %s%ssynthetic, %s, %d steps, guidance %s",
                seedText(index / perPicture),
                ratio,
                angles,
                sampler,
                steps,
                guidance);
    }

    private String seedText(int picture) {
        return generators == null
                ? "seed " + seed + " #" + (picture + 1)
                : "seed " + Generators.byLabel(generators).seed(seed, picture);
    }
}
