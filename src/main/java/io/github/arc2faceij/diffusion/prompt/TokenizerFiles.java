package io.github.arc2faceij.diffusion.prompt;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import io.github.arc2faceij.common.Arc2FaceException;
import io.github.arc2faceij.common.WholeFile;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads the files of a tokenizer folder; everything that goes wrong is a sentence that names the file. */
final class TokenizerFiles {

    private TokenizerFiles() {}

    /**
     * @param file {@code vocab.json}
     * @return token ids by token
     */
    static Map<String, Integer> vocabulary(Path file) {
        Map<String, Integer> vocabulary = new HashMap<>();
        try {
            object(file)
                    .entrySet()
                    .forEach(entry ->
                            vocabulary.put(entry.getKey(), entry.getValue().getAsInt()));
        } catch (NumberFormatException | IllegalStateException | UnsupportedOperationException e) {
            throw damaged(file, "a token whose id is not a number", e);
        }
        return vocabulary;
    }

    /**
     * @param file {@code merges.txt}: a version line, then two tokens a line
     * @return the pairs, in order
     */
    static List<String[]> merges(Path file) {
        List<String[]> merges = new ArrayList<>();
        for (String line : text(file).split("\n")) {
            if (line.isBlank() || line.startsWith("#version")) {
                continue;
            }
            String[] pair = line.strip().split(" ");
            if (pair.length != 2) {
                throw damaged(file, "the line \"" + line + "\", which is not two tokens", null);
            }
            merges.add(pair);
        }
        return merges;
    }

    /**
     * @param file any JSON file
     * @return the object in it
     */
    static JsonObject object(Path file) {
        JsonElement element;
        try {
            element = JsonParser.parseString(text(file));
        } catch (JsonParseException e) {
            throw damaged(file, "broken JSON", e);
        }
        if (!element.isJsonObject()) {
            throw damaged(file, "no JSON object", null);
        }
        return element.getAsJsonObject();
    }

    private static String text(Path file) {
        try {
            return WholeFile.text(file);
        } catch (NoSuchFileException e) {
            throw new Arc2FaceException("\"" + file + "\" is missing. Install the tokenizer again.", e);
        } catch (IOException e) {
            throw new Arc2FaceException("\"" + file + "\" cannot be read: " + e + ". Install the tokenizer again.", e);
        }
    }

    private static Arc2FaceException damaged(Path file, String what, Exception cause) {
        return new Arc2FaceException("\"" + file + "\" holds " + what + ". Install the tokenizer again.", cause);
    }
}
