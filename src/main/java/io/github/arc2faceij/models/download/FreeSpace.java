package io.github.arc2faceij.models.download;

import io.github.arc2faceij.common.Arc2FaceException;
import io.github.arc2faceij.common.ByteCount;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Looks whether a disk has room before it is filled. */
public final class FreeSpace {

    /** How many bytes a disk has free. */
    @FunctionalInterface
    public interface Disk {

        /** The disk on which a folder lies. */
        Disk OF_FOLDER = folder -> Files.getFileStore(folder).getUsableSpace();

        /**
         * @param folder an existing folder
         * @return the bytes that may be written there; negative when the system cannot tell
         * @throws IOException when the system cannot tell
         */
        long usable(Path folder) throws IOException;
    }

    private final Disk disk;

    /** @param disk which is asked */
    public FreeSpace(Disk disk) {
        this.disk = disk;
    }

    /**
     * @param folder existing, where files are to be written
     * @param bytes how many
     * @throws Arc2FaceException when they do not fit, with what is needed and what is free
     */
    public void require(Path folder, long bytes) {
        long free;
        try {
            free = disk.usable(folder);
        } catch (IOException e) {
            throw new Arc2FaceException(
                    "Cannot tell how much room there is in " + folder + " (" + e.getMessage()
                            + "). Check that the disk is there, or choose another model folder.",
                    e);
        }
        // Network shares beyond 2^63 bytes report negative numbers.
        if (free >= 0 && free < bytes) {
            throw new Arc2FaceException("There is not enough room in " + folder + ": " + ByteCount.text(bytes)
                    + " are needed and " + ByteCount.text(free) + " are free. Free "
                    + ByteCount.text(bytes - free) + " there, or choose a model folder on another disk.");
        }
    }
}
