package io.github.arc2faceij.job;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import io.github.arc2faceij.common.Arc2FaceException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** An object of a job file, whose keys are asked for by name. What does not fit is told with its key and its value. */
final class JobKeys {

    private static final int LONGEST_SHOWN = 40;

    private final JsonObject json;
    private final String path;
    private final Set<String> asked = new TreeSet<>();

    /**
     * @param json the object
     * @param path where it is in the file, for messages: {@code output.}; empty for the whole
     */
    JobKeys(JsonObject json, String path) {
        this.json = json;
        this.path = path;
    }

    boolean has(String key) {
        asked.add(key);
        return json.has(key);
    }

    String text(String key, String otherwise) {
        if (!has(key)) {
            return otherwise;
        }
        JsonPrimitive value = primitive(json.get(key));
        require(value.isString(), key, "a text");
        return value.getAsString();
    }

    boolean flag(String key, boolean otherwise) {
        if (!has(key)) {
            return otherwise;
        }
        JsonElement value = json.get(key);
        require(value.isJsonPrimitive() && value.getAsJsonPrimitive().isBoolean(), key, "true or false");
        return value.getAsBoolean();
    }

    double number(String key, double otherwise, double from, double to) {
        return has(key) ? number(json.get(key), key, from, to) : otherwise;
    }

    private double number(JsonElement element, String key, double from, double to) {
        JsonPrimitive value = primitive(element);
        boolean fits = value.isNumber() && value.getAsDouble() >= from && value.getAsDouble() <= to;
        require(fits, key, "a number from " + shown(from) + " to " + shown(to));
        return value.getAsDouble();
    }

    long whole(String key, long otherwise, long from, long to) {
        if (!has(key)) {
            return otherwise;
        }
        String allowed = "a whole number from " + from + " to " + to;
        JsonPrimitive value = primitive(json.get(key));
        require(value.isNumber(), key, allowed);
        try {
            long number = Long.parseLong(value.getAsString());
            require(number >= from && number <= to, key, allowed);
            return number;
        } catch (NumberFormatException e) {
            throw wrong(key, allowed);
        }
    }

    /** One or more numbers, all of which have to be in the range. */
    double[] numbers(String key, double from, double to) {
        List<JsonElement> list = list(key, "a list of numbers");
        return list.stream()
                .mapToDouble(element -> number(element, key, from, to))
                .toArray();
    }

    /** One or more texts. */
    List<String> texts(String key) {
        List<JsonElement> list = list(key, "a list of texts");
        list.forEach(element -> require(primitive(element).isString(), key, "a list of texts"));
        return list.stream().map(JsonElement::getAsString).toList();
    }

    private List<JsonElement> list(String key, String allowed) {
        require(has(key) && json.get(key).isJsonArray(), key, allowed);
        List<JsonElement> list = new ArrayList<>();
        json.getAsJsonArray(key).forEach(list::add);
        require(!list.isEmpty(), key, allowed);
        return list;
    }

    boolean isNumber(String key) {
        return has(key) && primitive(json.get(key)).isNumber();
    }

    /** The object of that key, an empty one when there is none. */
    JobKeys object(String key) {
        if (!has(key)) {
            return new JobKeys(new JsonObject(), path + key + ".");
        }
        require(json.get(key).isJsonObject(), key, "an object {...}");
        return new JobKeys(json.getAsJsonObject(key), path + key + ".");
    }

    /** Refuses keys that nobody asked for. */
    void end() {
        for (String key : json.keySet()) {
            if (!asked.contains(key)) {
                throw new Arc2FaceException(
                        "The job has a key \"" + path + key + "\", which means nothing. Allowed there" + " are "
                                + asked.stream().map(name -> '"' + name + '"').collect(Collectors.joining(", ")) + ".");
            }
        }
    }

    /**
     * @param key whose value is wrong or missing
     * @param allowed what it may be: {@code a number from 0 to 1}
     * @return the sentence
     */
    Arc2FaceException wrong(String key, String allowed) {
        return json.has(key)
                ? new Arc2FaceException("The job's \"" + path + key + "\" is " + shown(json.get(key)) + ", but "
                        + allowed + " is needed there.")
                : new Arc2FaceException("The job has no \"" + path + key + "\". Give " + allowed + ".");
    }

    void require(boolean holds, String key, String allowed) {
        if (!holds) {
            throw wrong(key, allowed);
        }
    }

    /** The value, or a truth value, which is neither number nor text, for a list, an object or nothing. */
    private static JsonPrimitive primitive(JsonElement value) {
        return value.isJsonPrimitive() ? value.getAsJsonPrimitive() : new JsonPrimitive(false);
    }

    /** Deep nesting is not followed. */
    private static String shown(JsonElement value) {
        if (!value.isJsonPrimitive()) {
            return value.isJsonArray() ? "a list" : value.isJsonObject() ? "an object" : "null";
        }
        String text = value.toString();
        return text.length() <= LONGEST_SHOWN ? text : text.substring(0, LONGEST_SHOWN) + "...";
    }

    private static String shown(double number) {
        return number == Math.rint(number) ? Long.toString((long) number) : Double.toString(number);
    }
}
