package io.github.arc2faceij.models;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import io.github.arc2faceij.common.Arc2FaceException;
import io.github.arc2faceij.common.WholeFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * A small JSON object on disk, in UTF-8. It is written beside its place and moved there, so a reader finds the old or
 * the new one and never a half.
 *
 * @param path the file, which need not exist
 */
public record JsonFile(Path path) {

    private static final Gson GSON =
            new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();

    /**
     * @return what the file holds, an empty object when there is no file
     * @throws Arc2FaceException when it cannot be read or holds no JSON object
     */
    public JsonObject read() {
        if (!Files.exists(path)) {
            return new JsonObject();
        }
        try {
            return JsonParser.parseString(WholeFile.text(path)).getAsJsonObject();
        } catch (IOException | JsonParseException | IllegalStateException e) {
            throw new Arc2FaceException(
                    "The file " + path + " cannot be read as a JSON object (" + e.getMessage()
                            + "). Correct it, or delete it if it is not yours.",
                    e);
        }
    }

    /**
     * @param content what the file shall hold
     * @throws Arc2FaceException when it cannot be written
     */
    public void write(JsonObject content) {
        try {
            Files.createDirectories(path.getParent());
            Path part =
                    Files.createTempFile(path.getParent(), path.getFileName().toString(), ".new");
            try {
                Files.writeString(part, GSON.toJson(content));
                Files.move(part, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(part);
            }
        } catch (IOException e) {
            throw new Arc2FaceException(
                    "Cannot write " + path + " (" + e.getMessage()
                            + "). Check that the disk has room and that you may write there.",
                    e);
        }
    }
}
