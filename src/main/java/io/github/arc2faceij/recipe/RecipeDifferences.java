package io.github.arc2faceij.recipe;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What differs between two recipes, member by member, so that members of later versions are compared without being
 * known. What only the present recipe has is left out: the other one was written before there was such a member.
 */
final class RecipeDifferences {

    /** Names of models, images and files, and how a face was found: fingerprints and hashes tell whether they are the same. */
    private static final Set<String> NAMES =
            Set.of("digitalSourceType", "model", "identity", "small", "note", "sources", "source", "file");

    private static final int LONGEST_SHOWN = 60;

    private final JsonObject recipe;
    private final JsonObject now;
    private final Set<String> sentences = new LinkedHashSet<>();

    private RecipeDifferences(JsonObject recipe, JsonObject now) {
        this.recipe = recipe;
        this.now = now;
    }

    /**
     * @param recipe as it was written
     * @param now what the same pictures' recipe is here
     * @return a sentence for each difference
     */
    static List<String> between(JsonObject recipe, JsonObject now) {
        RecipeDifferences differences = new RecipeDifferences(recipe, now);
        differences.compare("", recipe, now);
        return List.copyOf(differences.sentences);
    }

    private void compare(String path, JsonObject before, JsonObject after) {
        for (Map.Entry<String, JsonElement> member : before.entrySet()) {
            String name = member.getKey();
            if (!NAMES.contains(name) && !member.getValue().isJsonNull()) {
                JsonElement other = after.has(name) ? after.get(name) : JsonNull.INSTANCE;
                compare(path + name, name, member.getValue(), other);
            }
        }
    }

    private void compare(String path, String name, JsonElement before, JsonElement after) {
        if (before.isJsonObject() && after.isJsonObject()) {
            compare(path + ".", before.getAsJsonObject(), after.getAsJsonObject());
        } else if (before.isJsonArray()
                && after.isJsonArray()
                && before.getAsJsonArray().size() == after.getAsJsonArray().size()
                && before.getAsJsonArray().get(0).isJsonObject()) {
            compareAll(path, name, before.getAsJsonArray(), after.getAsJsonArray());
        } else if (!isSame(before, after)) {
            sentences.add(sentence(path, name, before, after));
        }
    }

    private void compareAll(String path, String name, JsonArray before, JsonArray after) {
        for (int i = 0; i < before.size(); i++) {
            compare(path + "[" + i + "]", name, before.get(i), after.get(i));
        }
    }

    /** 3 and 3.0 are the same number. */
    private static boolean isSame(JsonElement before, JsonElement after) {
        return before.equals(after)
                || before instanceof JsonPrimitive a
                        && after instanceof JsonPrimitive b
                        && a.isNumber()
                        && b.isNumber()
                        && a.getAsDouble() == b.getAsDouble()
                        && a.getAsLong() == b.getAsLong();
    }

    private String sentence(String path, String name, JsonElement before, JsonElement after) {
        return switch (name) {
            case "modelFingerprint" -> "The model is different: the recipe was run with " + text(recipe, "model") + " ("
                    + shown(before) + "), but the chosen model is " + text(now, "model") + " (" + shown(after) + ").";
            case "recogniser" -> "The recogniser is different: " + shown(before) + " then, " + shown(after) + " now.";
            case "identityHash" -> "The face is not exactly that of the recipe, " + text(recipe, "identity")
                    + ". It may be another person, another photo, another slice or an edited copy, or"
                    + " another recogniser or processor computed it.";
            case "device" -> "The recipe was run on " + shown(before) + ", but this is " + shown(after)
                    + ": pixels differ a little.";
            case "card" -> "The recipe was run on the card " + shown(before) + ", but this is "
                    + (after.isJsonNull() ? "another one" : shown(after)) + ": pixels differ a little.";
            case "provider" -> "The recipe was run by the library " + shown(before) + ", but this is "
                    + (after.isJsonNull() ? "ONNX Runtime's own" : shown(after)) + ": pixels may differ a little.";
            case "onnxruntime" -> "The recipe was run by ONNX Runtime " + shown(before) + ", but this is "
                    + shown(after) + ": pixels may differ a little.";
            case "software" -> "The recipe was written by " + shown(before) + ", but this is " + shown(after)
                    + ": pixels may differ.";
            case "shapeHash" -> "The head for the pose does not have the shape or the expression of the recipe. Its"
                    + " landmarks were moved or detected in another way, or it is another face.";
            case "hash" -> "The start picture is not that of the recipe. It is another picture or an edited copy.";
            default -> after.isJsonNull()
                    ? "The recipe's \"" + path + "\" (" + shown(before) + ") cannot be repeated here."
                    : "The recipe's \"" + path + "\" is " + shown(before) + ", but here it is " + shown(after) + ".";
        };
    }

    private static String text(JsonObject recipe, String name) {
        return recipe.has(name) ? shown(recipe.get(name)) : "an unnamed one";
    }

    private static String shown(JsonElement value) {
        String text = value.toString();
        return text.length() <= LONGEST_SHOWN ? text : text.substring(0, LONGEST_SHOWN) + "...";
    }
}
