package io.github.arc2faceij.updatesite;

/**
 * A version of a file.
 *
 * @param path where it lies, or lay, in an ImageJ folder
 * @param checksum {@link Checksum}
 * @param timestamp when it came to the site, yyyyMMddHHmmss; the server has it as path-timestamp
 */
record Version(String path, String checksum, long timestamp) {

    /** Its name on the server. */
    String storedName() {
        return path + "-" + timestamp;
    }
}
