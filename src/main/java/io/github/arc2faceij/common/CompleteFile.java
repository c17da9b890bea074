package io.github.arc2faceij.common;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Files that appear under their names when they are complete, and not before: they are written beside their place and
 * moved there. They get the rights that new files in their folder have.
 */
public final class CompleteFile {

    /** What the names of files end in that are not complete yet; they begin with the name of the complete one. */
    public static final String PART = ".part";

    /** Writes the content of a file. */
    @FunctionalInterface
    public interface Content {

        /**
         * @param part a path at which there is no file yet
         * @throws IOException when it cannot be written
         */
        void writeTo(Path part) throws IOException;
    }

    private CompleteFile() {}

    /**
     * Replaces a file of this name.
     *
     * @param file in a folder that exists
     * @param bytes all that it is to hold
     * @throws Arc2FaceException when it cannot be written; what was there before stays
     */
    public static void write(Path file, byte[] bytes) {
        // Not createTempFile, whose files nobody else may read.
        write(file, part -> Files.write(part, bytes, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE));
    }

    /**
     * Replaces a file of this name.
     *
     * @param file in a folder that exists
     * @param content writes all that it is to hold; when it throws, what was there before stays
     * @throws Arc2FaceException when it cannot be written; what was there before stays
     */
    public static void write(Path file, Content content) {
        try {
            replace(file, content);
        } catch (IOException e) {
            throw new Arc2FaceException(
                    "Cannot write \"" + file + "\" (" + reason(e)
                            + "). Check that the folder exists, that the disk has room, that you may write there, and"
                            + " that no other program has the file open.",
                    e);
        }
    }

    /**
     * The same for those who have a sentence of their own.
     *
     * @param file in a folder that exists
     * @param content writes all that it is to hold; when it throws, what was there before stays
     * @throws IOException when it cannot be written; what was there before stays
     */
    public static void replace(Path file, Content content) throws IOException {
        String random = Integer.toHexString(ThreadLocalRandom.current().nextInt());
        Path part = file.resolveSibling(file.getFileName() + "." + random + PART);
        try {
            content.writeTo(part);
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(part);
        }
    }

    /**
     * @param e when something could not be written
     * @return why, in words, also where Java tells no more than a path
     */
    public static String reason(IOException e) {
        if (e instanceof NoSuchFileException) {
            return "there is no such folder";
        }
        return e instanceof AccessDeniedException ? "access denied" : e.getMessage();
    }
}
