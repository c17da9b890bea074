package io.github.arc2faceij.commands.keys;

import io.github.arc2faceij.common.Arc2FaceException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The file that the key lora names. */
public final class LoraKey {

    private LoraKey() {}

    /**
     * @param text what the user typed
     * @param wanted what to give when there is no such file, for the message
     * @return that file
     * @throws Arc2FaceException when it is no full path, or there is no such file
     */
    public static Path file(String text, String wanted) {
        Path file = SavePath.full(text);
        if (!Files.isRegularFile(file)) {
            throw new Arc2FaceException("There is no LoRA \"" + file + "\". Give the full path of " + wanted + ".");
        }
        return file;
    }
}
