package io.github.arc2faceij.device.library;

import io.github.arc2faceij.common.ByteCount;

/**
 * A wheel, as Python's package index calls a zip with a built library.
 *
 * @param library what it holds
 * @param platform for which
 * @param tag the last part of its name before {@code .whl}, which says the platform
 * @param size in bytes
 * @param sha256 of the whole file
 */
public record Wheel(ProviderLibrary library, Platform platform, String tag, long size, String sha256) {

    /** @return its name as published */
    public String fileName() {
        return library.distribution().replace('-', '_') + "-" + library.version() + "-py3-none-" + tag + ".whl";
    }

    /** @return where ImageJ's updater puts it in ImageJ's folder: the folders of {@code lib} are for one platform each */
    public String pathInImageJ() {
        return "lib/" + platform.folder() + "/arc2face/" + fileName();
    }

    /** @return the file that ONNX Runtime loads, of those that it holds */
    String mainFile() {
        return library.mainFile(platform);
    }

    /** @return how to come by it, a sentence */
    public String advice() {
        return "Take " + fileName() + " (" + ByteCount.text(size) + "), which \"pip download --no-deps "
                + library.distribution() + "==" + library.version() + "\" fetches on a computer of that kind.";
    }
}
