package io.github.arc2faceij.models.download;

import io.github.arc2faceij.common.Arc2FaceException;
import io.github.arc2faceij.common.ByteCount;
import io.github.arc2faceij.common.FreeDiskSpace;
import java.io.IOException;
import java.nio.file.Path;
import java.util.OptionalLong;

/**
 * Checks that a disk has room for models before they are written.
 *
 * @param disk which is asked
 */
public record DiskSpaceCheck(FreeDiskSpace disk) {

    /**
     * @param folder existing, where files are to be written
     * @param bytes how many
     * @throws Arc2FaceException when they do not fit, with what is needed and what is free, or when the disk cannot be asked
     */
    public void require(Path folder, long bytes) {
        OptionalLong free = free(folder);
        if (free.isPresent() && free.getAsLong() < bytes) {
            throw new Arc2FaceException("There is not enough room in " + folder + ": " + ByteCount.text(bytes)
                    + " are needed and " + ByteCount.text(free.getAsLong()) + " are free. Free "
                    + ByteCount.text(bytes - free.getAsLong()) + " there, or choose a model folder on another disk.");
        }
    }

    private OptionalLong free(Path folder) {
        try {
            return disk.in(folder);
        } catch (IOException e) {
            throw new Arc2FaceException(
                    "Cannot tell how much room there is in " + folder + " (" + e.getMessage()
                            + "). Check that the disk is there, or choose another model folder.",
                    e);
        }
    }
}
