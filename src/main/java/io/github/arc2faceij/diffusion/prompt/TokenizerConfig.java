package io.github.arc2faceij.diffusion.prompt;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.github.arc2faceij.common.Arc2FaceException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What a {@code tokenizer_config.json} says.
 *
 * @param start the token before a text
 * @param end the token after a text
 * @param padding the token that fills up
 * @param unknown the token for what the vocabulary lacks
 * @param maxLength how many ids a text becomes, at least 2
 */
record TokenizerConfig(String start, String end, String padding, String unknown, int maxLength) {

    private static final int LONGEST = 10_000;

    /**
     * @param file {@code tokenizer_config.json}
     * @param vocabulary must know the four tokens
     * @return what the file says
     * @throws Arc2FaceException when a field is missing or cannot be, naming the file and the field
     */
    static TokenizerConfig read(Path file, Map<String, Integer> vocabulary) {
        JsonObject config = TokenizerFiles.object(file);
        List<String> tokens = Stream.of("bos_token", "eos_token", "pad_token", "unk_token")
                .map(field -> token(file, config, field, vocabulary))
                .toList();
        return new TokenizerConfig(tokens.get(0), tokens.get(1), tokens.get(2), tokens.get(3), length(file, config));
    }

    /** @return the tokens that stand for themselves in a text */
    List<String> specialTokens() {
        return Stream.of(start, end, padding, unknown).distinct().toList();
    }

    /** A token is written as its text, or as an object with its text as "content". */
    private static String token(Path file, JsonObject config, String field, Map<String, Integer> vocabulary) {
        JsonElement value = config.get(field);
        if (value != null && value.isJsonObject()) {
            value = value.getAsJsonObject().get("content");
        }
        if (value == null || !value.isJsonPrimitive() || !vocabulary.containsKey(value.getAsString())) {
            throw new Arc2FaceException("\"" + file + "\": " + field + " is " + value
                    + ", which is not a token of vocab.json. Install the tokenizer again.");
        }
        return value.getAsString();
    }

    private static int length(Path file, JsonObject config) {
        String field = "model_max_length";
        JsonElement value = config.get(field);
        if (value != null
                && value.isJsonPrimitive()
                && value.getAsJsonPrimitive().isNumber()) {
            double length = value.getAsDouble();
            if (length >= 2 && length <= LONGEST && length == Math.rint(length)) {
                return (int) length;
            }
        }
        throw new Arc2FaceException("\"" + file + "\": " + field + " is " + value + ", not a whole number from 2 to "
                + LONGEST + ". Install the tokenizer again.");
    }
}
