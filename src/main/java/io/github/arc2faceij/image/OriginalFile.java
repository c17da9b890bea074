package io.github.arc2faceij.image;

import ij.ImagePlus;
import ij.io.FileInfo;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/** The file that an open image came from. */
public final class OriginalFile {

    private OriginalFile() {}

    /**
     * @param image an open image
     * @return its file; empty when it came from elsewhere or the file is gone
     */
    public static Optional<Path> of(ImagePlus image) {
        FileInfo info = image.getOriginalFileInfo();
        try {
            return info == null || info.directory == null || info.fileName == null
                    ? Optional.empty()
                    : Optional.of(Path.of(info.directory, info.fileName)).filter(Files::isRegularFile);
        } catch (InvalidPathException e) {
            return Optional.empty(); // a made-up name: the image never came from a file
        }
    }
}
