package io.github.arc2faceij.device;

import io.github.arc2faceij.common.Arc2FaceException;

/**
 * How a GPU is used.
 *
 * @param index which one, as its provider counts them, from 0
 * @param memory the most that one network may take of it, in GB (10^9 bytes); 0: as much as there is
 */
public record GpuOptions(int index, double memory) {

    /** The first GPU, all of it. */
    public static final GpuOptions DEFAULT = new GpuOptions(0, 0);

    private static final int MAX_GPU = 63;
    private static final double MAX_MEMORY = 1000;
    private static final double GIGABYTE = 1e9;

    /**
     * @param index 0 to 63
     * @param memory 0 to 1000 GB
     * @throws Arc2FaceException when a number is out of its range
     */
    public GpuOptions {
        if (index < 0 || index > MAX_GPU) {
            throw new Arc2FaceException("There is no GPU " + index + ". Give 0 for the first one, 1 for the second.");
        }
        if (!(memory >= 0 && memory <= MAX_MEMORY)) {
            throw new Arc2FaceException(
                    "The GPU memory cannot be limited to " + memory + " GB. Give 0 for no limit, up to 1000.");
        }
    }

    /** @return the most that one network may take, in bytes; 0: as much as there is */
    long memoryBytes() {
        return (long) (memory * GIGABYTE);
    }
}
