package io.github.arc2faceij.models.install;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import io.github.arc2faceij.common.Arc2FaceException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Reads the values of a JSON object. Every error names the file and the place in it.
 *
 * @param json the object
 * @param place the file, and the way to the object in it
 */
record JsonFields(JsonObject json, String place) {

    boolean has(String key) {
        return json.has(key);
    }

    Set<String> names() {
        return json.keySet();
    }

    /** @throws Arc2FaceException when there is another key, which may be a misspelt one */
    void requireKnownKeys(String... keys) {
        for (String key : json.keySet()) {
            if (!List.of(keys).contains(key)) {
                throw new Arc2FaceException("The file " + place + " has the unknown key \"" + key + "\". Known are "
                        + String.join(", ", keys) + ".");
            }
        }
    }

    /** @return a text that is not empty */
    String text(String key) {
        return primitive(key, value -> value.isString() && !value.getAsString().isEmpty(), "a text")
                .getAsString();
    }

    boolean bool(String key) {
        return primitive(key, JsonPrimitive::isBoolean, "true or false").getAsBoolean();
    }

    /** @return a whole number, at least 0 */
    long number(String key) {
        return primitive(
                        key,
                        value -> value.isNumber() && value.getAsString().matches("\\d{1,18}"),
                        "a whole number, at least 0")
                .getAsLong();
    }

    /** @return a moment, as {@link Instant#toString} writes it */
    Instant instant(String key) {
        try {
            return Instant.parse(text(key));
        } catch (DateTimeParseException e) {
            throw invalid(key, "a date like 2026-01-31T12:00:00Z");
        }
    }

    /** @return the texts of an array that may be missing */
    List<String> texts(String key) {
        List<String> texts = new ArrayList<>();
        for (JsonElement element : array(key)) {
            if (!element.isJsonPrimitive()) {
                throw invalid(key, "texts");
            }
            texts.add(element.getAsString());
        }
        return texts;
    }

    /** @return the objects of an array that may be missing */
    List<JsonFields> objects(String key) {
        List<JsonFields> objects = new ArrayList<>();
        for (JsonElement element : array(key)) {
            if (!element.isJsonObject()) {
                throw invalid(key, "objects");
            }
            objects.add(new JsonFields(element.getAsJsonObject(), place + ", " + key + " " + (objects.size() + 1)));
        }
        return objects;
    }

    JsonFields object(String key) {
        return optional(key).orElseThrow(() -> invalid(key, "an object"));
    }

    Optional<JsonFields> optional(String key) {
        if (!has(key)) {
            return Optional.empty();
        }
        if (!json.get(key).isJsonObject()) {
            throw invalid(key, "an object");
        }
        return Optional.of(new JsonFields(json.getAsJsonObject(key), place + ", " + key));
    }

    /** @return the error that a value is not what it should be */
    Arc2FaceException invalid(String key, String expected) {
        String found = has(key) ? "has \"" + key + "\": " + json.get(key) : "lacks \"" + key + "\"";
        return new Arc2FaceException("The file " + place + " " + found + "; it should be " + expected + ".");
    }

    private JsonPrimitive primitive(String key, Predicate<JsonPrimitive> fits, String expected) {
        if (!has(key) || !json.get(key).isJsonPrimitive() || !fits.test(json.getAsJsonPrimitive(key))) {
            throw invalid(key, expected);
        }
        return json.getAsJsonPrimitive(key);
    }

    private JsonArray array(String key) {
        if (!has(key)) {
            return new JsonArray();
        }
        if (!json.get(key).isJsonArray()) {
            throw invalid(key, "an array");
        }
        return json.getAsJsonArray(key);
    }
}
