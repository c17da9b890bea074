package io.github.arc2faceij.common;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Folders that appear under their names when they are complete, and not before. Several ImageJs may write the same one at
 * once: each writes a folder of its own, and the first to finish gives it its name.
 */
public final class CompleteFolder {

    /** Writes the files of a folder. */
    @FunctionalInterface
    public interface Content {

        /**
         * @param part an empty folder
         * @throws IOException when it cannot be filled
         */
        void writeTo(Path part) throws IOException;
    }

    /** Tells whether a folder holds all that it should. */
    @FunctionalInterface
    public interface Check {

        /**
         * @param folder that is there
         * @return whether it is complete
         * @throws IOException when it cannot be looked into
         */
        boolean isComplete(Path folder) throws IOException;
    }

    private CompleteFolder() {}

    /**
     * @param folder its place; folders above it are made
     * @param check looks at a folder that is there already: a complete one stays, since another ImageJ may use it
     * @param content fills the new folder
     * @throws IOException when it cannot be written; what was there before stays
     */
    public static void write(Path folder, Check check, Content content) throws IOException {
        Files.createDirectories(folder.getParent());
        // No temporary folder of the system's: other users could not read what it becomes.
        Path part = Files.createDirectory(folder.resolveSibling("unpacking-" + UUID.randomUUID()));
        try {
            content.writeTo(part);
            if (!isMoved(part, folder) && !check.isComplete(folder)) {
                delete(folder);
                Files.move(part, folder, StandardCopyOption.ATOMIC_MOVE);
            }
        } finally {
            delete(part);
        }
    }

    private static boolean isMoved(Path part, Path folder) {
        try {
            Files.move(part, folder, StandardCopyOption.ATOMIC_MOVE);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
