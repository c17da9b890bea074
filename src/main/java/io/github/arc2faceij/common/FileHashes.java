package io.github.arc2faceij.common;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.HashMap;
import java.util.Map;

/** The SHA-256 of files, computed again when length or date of a file have changed. */
public final class FileHashes {

    private record State(long length, FileTime changed, String sha256) {}

    private final Map<Path, State> known = new HashMap<>();

    /**
     * @param file any
     * @param progress asked whether to stop
     * @return its SHA-256, 64 hexadecimal digits
     * @throws Arc2FaceException when the file is missing or cannot be read
     */
    public String of(Path file, Progress progress) {
        try {
            long length = Files.size(file);
            FileTime changed = Files.getLastModifiedTime(file);
            State state = known.get(file);
            if (state == null || state.length != length || !state.changed.equals(changed)) {
                state = new State(length, changed, Sha256.of(file, hashed -> progress.checkCancelled()));
                known.put(file, state);
            }
            return state.sha256;
        } catch (IOException e) {
            throw new Arc2FaceException(
                    "Cannot read " + file + ". Check that it is there and that you may read it.", e);
        }
    }
}
