package io.github.arc2faceij.commands.keys;

import io.github.arc2faceij.common.Arc2FaceException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/** Paths that users type: full ones, for nobody knows ImageJ's working directory. */
public final class SavePath {

    private SavePath() {}

    /**
     * @param text what the user typed
     * @return the path of a file in a folder that exists; empty for an empty text
     * @throws Arc2FaceException when it is no full path, or the folder does not exist
     */
    public static Optional<Path> of(String text) {
        if (text == null || text.isBlank()) {
            return Optional.empty();
        }
        Path path = full(text.strip());
        if (!Files.isDirectory(path.getParent())) {
            throw new Arc2FaceException("There is no folder \"" + path.getParent() + "\". Make it first.");
        }
        return Optional.of(path);
    }

    /**
     * @param text what the user typed, not empty
     * @return that path
     * @throws Arc2FaceException when it is no full path
     */
    public static Path full(String text) {
        return full(text, "file", "faces.csv");
    }

    /**
     * @param text what the user typed, not empty
     * @return that path
     * @throws Arc2FaceException when it is no full path
     */
    public static Path fullFolder(String text) {
        return full(text, "folder", "models");
    }

    /**
     * @param text what the user typed
     * @return that folder
     * @throws Arc2FaceException when it is no full path, or there is no such folder
     */
    public static Path existingFolder(String text) {
        Path folder = fullFolder(text == null ? "" : text.strip());
        if (!Files.isDirectory(folder)) {
            throw new Arc2FaceException("There is no folder \"" + folder + "\". Make it first.");
        }
        return folder;
    }

    private static Path full(String text, String what, String example) {
        try {
            Path path = Path.of(text);
            if (path.isAbsolute() && path.getFileName() != null) {
                return path;
            }
        } catch (InvalidPathException e) {
            // Told below: it is no path at all.
        }
        throw new Arc2FaceException(
                "\"" + text + "\" is not the full path of a " + what + ". Give one that begins at the root, such as \""
                        + Path.of(System.getProperty("user.home"), example) + "\".");
    }
}
