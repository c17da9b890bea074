package io.github.arc2faceij.commands;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.arc2faceij.Arc2Face;
import io.github.arc2faceij.commands.keys.IdentifiedFace;
import io.github.arc2faceij.commands.keys.OtherIdentity;
import io.github.arc2faceij.commands.keys.PoseKind;
import io.github.arc2faceij.commands.keys.RecipeConditions;
import io.github.arc2faceij.commands.keys.RecipeSources;
import io.github.arc2faceij.commands.keys.ReferenceFace;
import io.github.arc2faceij.commands.keys.StartImage;
import io.github.arc2faceij.common.Progress;
import io.github.arc2faceij.condition.pose.PoseCondition;
import io.github.arc2faceij.diffusion.Sampling;
import io.github.arc2faceij.diffusion.noise.Generators;
import io.github.arc2faceij.face.FaceChoice;
import io.github.arc2faceij.face.FaceSearch;
import io.github.arc2faceij.image.FaceSource;
import io.github.arc2faceij.image.Photo;
import io.github.arc2faceij.image.Windows;
import io.github.arc2faceij.pose.HeadShape;
import io.github.arc2faceij.recipe.Recipe;
import io.github.arc2faceij.request.GenerationRequest;
import io.github.arc2faceij.request.Mix;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.scijava.Context;

/**
 * Turns a recipe back into the requests that it came from: the keys of the command that made it, filled from the recipe,
 * are asked what they mean for the faces that the recipe names. A member of the recipe that has the name of a key is that
 * key's value, so keys of later versions come along by themselves.
 */
final class RecipeRun {

    private final Context context;
    private final Recipe recipe;
    private final RecipeSources sources;

    /**
     * @param context of the command that asks
     * @param recipe what to run again
     * @param sources where its faces are
     */
    RecipeRun(Context context, Recipe recipe, RecipeSources sources) {
        this.context = context;
        this.recipe = recipe;
        this.sources = sources;
    }

    /**
     * @param arc2face the model
     * @param progress told of faces
     * @return what to generate
     * @throws io.github.arc2faceij.common.Arc2FaceException when a face is missing, or something in the recipe cannot be used
     */
    List<GenerationRequest> requests(Arc2Face arc2face, Progress progress) {
        GeneratingKeys keys = keys();
        if (recipe.identity().equals(GenerationRequest.NOBODY)) {
            return ofNobody(arc2face, keys.command(), progress);
        }
        FaceSource place = sources.person(recipe);
        return inPoses(
                place.name().endsWith(OtherIdentity.SUFFIX)
                        ? ofFile(arc2face, place, keys, progress)
                        : ofPhoto(arc2face, place, keys, progress));
    }

    private List<GenerationRequest> ofNobody(Arc2Face arc2face, GeneratingCommand command, Progress progress) {
        GenerationRequest plain = GenerationRequest.ofNobody(command.sampling(arc2face, progress));
        return command.frames(arc2face, adapted(arc2face, plain, progress), progress);
    }

    private List<GenerationRequest> ofFile(
            Arc2Face arc2face, FaceSource place, GeneratingKeys keys, Progress progress) {
        GeneratingCommand command = keys.command();
        OtherIdentity saved =
                OtherIdentity.find(arc2face, place.text(), progress).get(0);
        Sampling sampling = command.sampling(arc2face, progress);
        GenerationRequest plain =
                adapted(arc2face, new GenerationRequest(saved.identity(), saved.source(), sampling), progress);
        return frames(keys, () -> command.frames(arc2face, plain, progress));
    }

    private List<GenerationRequest> ofPhoto(
            Arc2Face arc2face, FaceSource place, GeneratingKeys keys, Progress progress) {
        Photo photo = Photo.of(Windows.image(place.name()));
        keys.set("image", photo.image());
        GeneratingCommand command = keys.command();
        IdentifiedFace person = face(arc2face, photo, place.number(), command.search(), progress);
        Sampling sampling = command.sampling(arc2face, progress);
        GenerationRequest plain = adapted(arc2face, person.request(sampling, command.search()), progress);
        return frames(keys, () -> command.frames(arc2face, photo, person, plain, progress));
    }

    /** The ratios of a mixture's frames are those of the recipe, and need not be even. */
    private List<GenerationRequest> frames(GeneratingKeys keys, Supplier<List<GenerationRequest>> asked) {
        if (recipe.mix() == null || recipe.frames() == null) {
            return asked.get();
        }
        keys.set("frames", 1);
        List<GenerationRequest> all = new ArrayList<>();
        for (Recipe.Frame frame : recipe.frames()) {
            keys.set("ratio", (frame.mix() == null ? recipe.mix() : frame.mix()).ratio());
            all.addAll(asked.get());
        }
        return all;
    }

    private GenerationRequest adapted(Arc2Face arc2face, GenerationRequest plain, Progress progress) {
        GenerationRequest request =
                new RecipeConditions(arc2face, sources, plain.sampling(), progress).of(recipe, plain);
        if (recipe.start() == null) {
            return request;
        }
        String place = sources.place(recipe.start().source()).text();
        return request.withStart(StartImage.of(arc2face, place, recipe.start().strength(), plain.sampling(), progress));
    }

    /** The hash finds a face on a crop, where it has another number. */
    private IdentifiedFace face(Arc2Face arc2face, Photo photo, int number, FaceSearch search, Progress progress) {
        List<IdentifiedFace> all = IdentifiedFace.find(arc2face, photo, FaceChoice.ALL, search, progress);
        return all.stream()
                .filter(face -> Recipe.hash(face.identity()).equals(recipe.identityHash()))
                .findFirst()
                .orElseGet(() -> number > 0 && number <= all.size()
                        ? all.get(number - 1)
                        : IdentifiedFace.find(arc2face, photo, ReferenceFace.choice(photo), search, progress)
                                .get(0));
    }

    private GeneratingKeys keys() {
        GeneratingKeys keys = new GeneratingKeys(context, command());
        keys.set("generators", Generators.SHARED.label()); // where the recipe has no member of that name
        JsonObject members = JsonParser.parseString(recipe.json()).getAsJsonObject();
        for (Map.Entry<String, JsonElement> member : members.entrySet()) {
            if (member.getValue().isJsonPrimitive() && keys.has(member.getKey())) {
                keys.set(member.getKey(), member.getValue().getAsString());
            }
        }
        if (recipe.frames() != null && keys.has("frames")) {
            keys.set("frames", recipe.frames().size());
        }
        if (recipe.mix() != null) {
            setMix(keys, last().mix());
        } else if (recipe.pose() != null) {
            setPose(keys, last().pose());
        }
        return keys;
    }

    private Class<? extends GeneratingCommand> command() {
        if (recipe.mix() != null) {
            return MixIdentities.class;
        }
        return recipe.pose() != null ? GenerateFacesInPose.class : GenerateFaces.class;
    }

    private void setMix(GeneratingKeys keys, Mix mix) {
        keys.set(
                "other",
                mix.sources().stream()
                        .skip(1)
                        .map(source -> sources.place(source).text())
                        .collect(Collectors.joining(";")));
        keys.set("ratio", mix.ratio());
        keys.set("method", mix.method());
    }

    private void setPose(GeneratingKeys keys, PoseCondition.Part pose) {
        keys.set("yaw", pose.yaw());
        keys.set("pitch", pose.pitch());
        keys.set("roll", pose.roll());
        keys.set("strength", pose.strength());
        keys.set("pose", kind(pose).label());
        if (!RecipeSources.isAngles(pose)) {
            keys.set("reference", sources.place(pose.source()).text());
        }
    }

    private static PoseKind kind(PoseCondition.Part pose) {
        if (RecipeSources.isAngles(pose)) {
            return PoseKind.ANGLES;
        }
        return FaceSource.parse(pose.source()).isPoints() ? PoseKind.LANDMARKS : PoseKind.REFERENCE;
    }

    private Recipe.Frame last() {
        return recipe.frames() == null
                ? new Recipe.Frame(recipe.identityHash(), recipe.mix(), recipe.pose())
                : recipe.frames().get(recipe.frames().size() - 1);
    }

    /** The recipe has the angles and shares themselves; only the heads' shapes come from the images. */
    private List<GenerationRequest> inPoses(List<GenerationRequest> requests) {
        List<GenerationRequest> posed = new ArrayList<>();
        for (GenerationRequest request : requests) {
            PoseCondition.Part pose = recipe.frames() == null
                    ? recipe.pose()
                    : recipe.frames().get(posed.size()).pose();
            posed.add(request.pose()
                    .filter(head -> pose != null)
                    .map(head ->
                            request.with(shared(head, pose.share(), requests).turned(pose.angles())))
                    .orElse(request));
        }
        return posed;
    }

    private static PoseCondition shared(PoseCondition head, Double share, List<GenerationRequest> requests) {
        if (share == null) {
            return head;
        }
        HeadShape own = requests.get(0).pose().orElseThrow().shape();
        HeadShape last = requests.get(requests.size() - 1).pose().orElseThrow().shape();
        return new PoseCondition(own.towards(last, share), head.pose(), head.strength(), head.source(), share);
    }
}
