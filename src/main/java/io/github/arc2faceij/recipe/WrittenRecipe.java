package io.github.arc2faceij.recipe;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import io.github.arc2faceij.common.Arc2FaceException;
import io.github.arc2faceij.common.StrictJson;
import java.io.IOException;
import java.util.List;

/**
 * A recipe as it was written, perhaps by another version: members that this version does not know are kept for telling
 * what cannot be repeated; members that it knows and that are not there have the value of their type (0, null), and
 * those without which no picture can be made again are asked for by name.
 *
 * @param recipe what this version understands of it
 * @param json all that was written
 */
public record WrittenRecipe(Recipe recipe, JsonObject json) {

    private static final Gson GSON = new Gson();

    /** A thousand frames take some 700,000 characters. */
    private static final int LONGEST = 10_000_000;

    /**
     * @param text JSON as {@link Recipe#json} writes it, of any origin
     * @return the recipe
     * @throws Arc2FaceException when it is no recipe, naming the member that is wrong
     */
    public static WrittenRecipe parse(String text) {
        JsonObject json = object(text);
        if (Derivation.is(json)) {
            throw new Arc2FaceException(
                    "These pictures were made of others (" + json.get("command")
                            + "). Their Info or XMP holds the recipes of the others, under \"recipes\". Make those again first.");
        }
        RecipeFields.check(json);
        return new WrittenRecipe(GSON.fromJson(json, Recipe.class), json);
    }

    /**
     * @param text JSON of a recipe, or of pictures that were made of others
     * @return the program that wrote it
     * @throws Arc2FaceException when it is neither
     */
    public static String software(String text) {
        JsonObject json = object(text);
        if (!Derivation.is(json)) {
            RecipeFields.check(json);
        }
        JsonElement software = json.get("software");
        return software == null || !software.isJsonPrimitive() ? "Arc2Face for ImageJ" : software.getAsString();
    }

    /**
     * @param now the recipe of the same pictures here and now
     * @return a sentence for each difference that may change pixels; where the parts came from is left out, for their
     *     hashes tell more
     */
    public List<String> differences(Recipe now) {
        return RecipeDifferences.between(json, GSON.toJsonTree(now).getAsJsonObject());
    }

    static JsonObject object(String text) {
        if (text.length() > LONGEST) {
            throw new Arc2FaceException(
                    "A text of " + text.length() + " characters is not a recipe. Choose another file.");
        }
        try {
            StrictJson.require(text);
            JsonElement json = GSON.getAdapter(JsonElement.class).fromJson(text);
            if (json.isJsonObject()) {
                return json.getAsJsonObject();
            }
        } catch (IOException | JsonParseException e) {
            throw new Arc2FaceException(
                    "The recipe cannot be read (" + reason(e) + "). Use the recipe as it was written.", e);
        }
        throw new Arc2FaceException(
                "A recipe is a JSON object, {...}, not " + text.strip().charAt(0) + "... .");
    }

    /** Gson's first line names the place; the next ones are for programmers. */
    private static String reason(Exception e) {
        String message = e.getMessage() == null ? e.toString() : e.getMessage();
        return message.lines()
                .findFirst()
                .orElse("")
                .replaceFirst("^.*Exception: ", "")
                .replaceFirst("\\.$", "");
    }
}
