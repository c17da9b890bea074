package io.github.arc2faceij.models;

import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import io.github.arc2faceij.common.Arc2FaceException;
import io.github.arc2faceij.common.WholeFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;
import java.util.stream.StreamSupport;

/**
 * A network's published {@code config.json}. Every method reads one field and throws an {@link Arc2FaceException} that
 * names the file, the field, what it holds and what is supported.
 */
public final class NetworkConfig {

    /** Some numbers become lengths of arrays before a weight tells that they cannot be; SD 1.5's largest is 49408. */
    private static final int LARGEST = 1 << 20;

    private static final int LONGEST_SHOWN = 200;

    private final Path file;
    private final JsonObject fields;

    private NetworkConfig(Path file, JsonObject fields) {
        this.file = file;
        this.fields = fields;
    }

    /**
     * @param folder of a network
     * @return its {@code config.json}
     * @throws Arc2FaceException when the file is missing or is no JSON object
     */
    public static NetworkConfig read(Path folder) {
        return readFile(folder.resolve("config.json"));
    }

    /**
     * @param file a configuration under a name of its own, {@code scheduler_config.json}
     * @return its fields
     * @throws Arc2FaceException when the file is missing or is no JSON object
     */
    public static NetworkConfig readFile(Path file) {
        try {
            return new NetworkConfig(
                    file, JsonParser.parseString(WholeFile.text(file)).getAsJsonObject());
        } catch (IOException e) {
            throw new Arc2FaceException(
                    "The file " + file + " cannot be read (" + e + "). Install the model again.", e);
        } catch (JsonParseException | IllegalStateException e) {
            throw new Arc2FaceException(
                    "The file " + file + " is damaged: it does not hold a JSON object. Install the model again.", e);
        }
    }

    /**
     * @param field an object
     * @return that object, or all of this where there is none
     */
    public NetworkConfig section(String field) {
        return get(field) instanceof JsonObject object ? new NetworkConfig(file, object) : this;
    }

    /**
     * @param field that must be there
     * @return a positive integer
     */
    public int integer(String field) {
        return value(get(field), field, "a positive whole number", NetworkConfig::positive);
    }

    /**
     * @param field that must be there
     * @return a list of positive integers, not empty
     */
    public List<Integer> integers(String field) {
        return list(field, "a list of positive whole numbers", NetworkConfig::positive);
    }

    /**
     * @param field an integer, or a list of one for each block
     * @param blocks how many blocks there are
     * @param otherwise the value when the field is missing
     * @return one positive integer for each block
     */
    public List<Integer> perBlock(String field, int blocks, int otherwise) {
        JsonElement element = get(field);
        if (!element.isJsonArray()) {
            return Collections.nCopies(blocks, element.isJsonNull() ? otherwise : Integer.valueOf(integer(field)));
        }
        List<Integer> values = integers(field);
        if (values.size() != blocks) {
            throw refusal(field, element, "a whole number or a list of " + blocks);
        }
        return values;
    }

    /**
     * @param field a number
     * @param otherwise the value when the field is missing
     * @return the number
     */
    public double number(String field, double otherwise) {
        JsonElement element = get(field);
        return element.isJsonNull() ? otherwise : value(element, field, "a number", NetworkConfig::number);
    }

    /**
     * @param field that must be there
     * @return a number between 0 and 1, both excluded
     */
    public double fraction(String field) {
        return value(get(field), field, "a number between 0 and 1", element -> {
            double number = element.getAsDouble();
            return number > 0 && number < 1 ? number : null;
        });
    }

    /**
     * @param field true or false
     * @param otherwise the value when the field is missing
     * @return the value
     */
    public boolean flag(String field, boolean otherwise) {
        JsonElement element = get(field);
        return element.isJsonNull() ? otherwise : value(element, field, "true or false", NetworkConfig::bool);
    }

    /**
     * @param field a list of words
     * @param count how many there must be
     * @param supported the words that it may hold
     * @return the words
     */
    public List<String> words(String field, int count, String... supported) {
        String expected = "a list of " + count + " of " + String.join(", ", supported);
        List<String> words = list(field, expected, element -> supported(element, supported));
        if (words.size() != count) {
            throw refusal(field, get(field), expected);
        }
        return words;
    }

    /**
     * @param field a word
     * @param supported the words that it may be, the first of which is meant when the field is missing
     * @return the word
     */
    public String word(String field, String... supported) {
        JsonElement element = get(field);
        if (element.isJsonNull()) {
            return supported[0];
        }
        return value(element, field, String.join(" or ", supported), word -> supported(word, supported));
    }

    /**
     * Refuses a network that uses what this program does not know.
     *
     * @param field may be missing, which means its default
     * @param supported its value as JSON, {@code "null"}, {@code "false"}, {@code "1"}; null is always supported
     */
    public void expect(String field, String supported) {
        JsonElement element = get(field);
        if (!element.isJsonNull() && !element.equals(JsonParser.parseString(supported))) {
            throw refusal(field, element, supported);
        }
    }

    /**
     * Refuses groups or heads that channels cannot be divided into.
     *
     * @param field how many parts there are
     * @param parts its value
     * @param whole what is divided
     */
    public void expectDivisor(String field, int parts, int whole) {
        if (whole % parts != 0) {
            throw refusal(field, get(field), "a divisor of " + whole);
        }
    }

    private <T> List<T> list(String field, String expected, Function<JsonElement, T> reader) {
        JsonElement element = get(field);
        if (!element.isJsonArray() || element.getAsJsonArray().isEmpty()) {
            throw refusal(field, element, expected);
        }
        return StreamSupport.stream(element.getAsJsonArray().spliterator(), false)
                .map(item -> value(item, field, expected, reader))
                .toList();
    }

    /** A reader refuses what it does not take by null or by one of the exceptions of JsonElement. */
    private <T> T value(JsonElement element, String field, String expected, Function<JsonElement, T> reader) {
        T value;
        try {
            value = reader.apply(element);
        } catch (UnsupportedOperationException
                | IllegalStateException
                | NumberFormatException
                | ArithmeticException e) {
            value = null;
        }
        if (value == null) {
            throw refusal(field, get(field), expected);
        }
        return value;
    }

    private Arc2FaceException refusal(String field, JsonElement found, String expected) {
        String text = found.toString();
        String shown = text.length() <= LONGEST_SHOWN ? text : text.substring(0, LONGEST_SHOWN) + "...";
        return new Arc2FaceException("The file " + file + " has \"" + field + "\": " + shown + ", but only " + expected
                + " is supported. Choose a model of Arc2Face's family (Stable Diffusion 1.5).");
    }

    private JsonElement get(String field) {
        JsonElement element = fields.get(field);
        return element == null ? JsonNull.INSTANCE : element;
    }

    private static String supported(JsonElement element, String... supported) {
        String word = element.getAsJsonPrimitive().getAsString();
        return List.of(supported).contains(word) ? word : null;
    }

    private static Integer positive(JsonElement element) {
        JsonPrimitive primitive = element.getAsJsonPrimitive();
        int value = primitive.isNumber() ? primitive.getAsBigDecimal().intValueExact() : 0;
        return value > 0 && value <= LARGEST ? value : null;
    }

    private static Double number(JsonElement element) {
        JsonPrimitive primitive = element.getAsJsonPrimitive();
        return primitive.isNumber() ? primitive.getAsDouble() : null;
    }

    private static Boolean bool(JsonElement element) {
        JsonPrimitive primitive = element.getAsJsonPrimitive();
        return primitive.isBoolean() ? primitive.getAsBoolean() : null;
    }
}
