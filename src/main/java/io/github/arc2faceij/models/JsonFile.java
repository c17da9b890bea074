package io.github.arc2faceij.models;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import io.github.arc2faceij.common.Arc2FaceException;
import io.github.arc2faceij.common.CompleteFile;
import io.github.arc2faceij.common.StrictJson;
import io.github.arc2faceij.common.WholeFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A small JSON object on disk, in UTF-8. A reader finds the old or the new one and never a half.
 *
 * @param path the file, which need not exist
 */
public record JsonFile(Path path) {

    private static final Gson GSON =
            new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();

    /**
     * @return what the file holds, an empty object when there is no file
     * @throws Arc2FaceException when it cannot be read, holds no JSON object, has a key twice in one object,
     *     or is nested more than 20 deep
     */
    public JsonObject read() {
        if (!Files.exists(path)) {
            return new JsonObject();
        }
        try {
            String text = WholeFile.text(path);
            StrictJson.require(text);
            return JsonParser.parseString(text).getAsJsonObject();
        } catch (IOException | JsonParseException | IllegalStateException e) {
            throw new Arc2FaceException(
                    "The file " + path + " cannot be read as a JSON object (" + reason(e)
                            + "). Correct it, or delete it if it is not yours.",
                    e);
        }
    }

    /** What the library says, without the name of its class and its advice to programmers. */
    private static String reason(Exception e) {
        return String.valueOf(e.getMessage()).replaceFirst("^[\\w.]+Exception: (Use \\S+ to accept )?", "");
    }

    /**
     * @param content what the file shall hold
     * @throws Arc2FaceException when it cannot be written
     */
    public void write(JsonObject content) {
        CompleteFile.write(path, part -> {
            Files.createDirectories(path.getParent());
            Files.writeString(part, GSON.toJson(content));
        });
    }
}
