package io.github.arc2faceij.recipe;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import io.github.arc2faceij.common.Arc2FaceException;
import java.util.List;
import java.util.Optional;

/**
 * How pictures came to be that were made of other pictures, and not drawn by a model. When some of those others were
 * drawn, so that their recipes are known, the new ones are to say that they are synthetic as well.
 *
 * @param software this plugin and its version
 * @param digitalSourceType IPTC's term, as in a {@link Recipe}; null when no recipe is known
 * @param command that made them
 * @param settings of the command, a record; null when it has none
 * @param sources what the pictures were made of: {@code a.png, face 1}
 * @param recipes those of the sources that are known, each once; null when there are none
 */
public record Derivation(
        String software,
        String digitalSourceType,
        String command,
        Object settings,
        List<String> sources,
        List<JsonElement> recipes) {

    /**
     * @param command that made the pictures
     * @param settings of the command, a record; null when it has none
     * @param sources what they were made of
     * @param recipes one for each source, as far as they are known
     * @return what the new pictures say
     */
    public static Derivation of(String command, Object settings, List<String> sources, List<Optional<String>> recipes) {
        List<String> known =
                recipes.stream().flatMap(Optional::stream).distinct().toList();
        boolean drawn = recipes.stream().allMatch(Optional::isPresent)
                && known.stream().noneMatch(recipe -> recipe.contains(Recipe.COMPOSITE));
        return new Derivation(
                "Arc2Face for ImageJ " + Recipe.version(),
                known.isEmpty() ? null : drawn ? Recipe.TRAINED_ALGORITHMIC_MEDIA : Recipe.COMPOSITE,
                command,
                settings,
                sources,
                known.isEmpty() ? null : known.stream().map(Derivation::member).toList());
    }

    /**
     * @param json a recipe
     * @return whether this is none of a drawn picture
     */
    static boolean is(JsonObject json) {
        return json.has("command") && json.has("sources");
    }

    /**
     * @param name of a picture
     * @return what its slice is called: the name, and that it is synthetic where a source is
     */
    public String label(String name) {
        return recipes == null ? name : name + ", synthetic";
    }

    /** @return indented JSON, one member per component, in Latin-1 as that of a recipe */
    public String json() {
        return Recipe.json(this);
    }

    /** A recipe that somebody damaged still says that a picture is synthetic. */
    private static JsonElement member(String recipe) {
        try {
            return WrittenRecipe.object(recipe);
        } catch (Arc2FaceException e) {
            return new JsonPrimitive(recipe);
        }
    }
}
