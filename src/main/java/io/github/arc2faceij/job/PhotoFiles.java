package io.github.arc2faceij.job;

import io.github.arc2faceij.common.Arc2FaceException;
import io.github.arc2faceij.common.Picture;
import io.github.arc2faceij.image.ImageFile;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;

/** Pictures that a job names. ImageJ reads them, and nothing else of a job needs it. */
final class PhotoFiles {

    private PhotoFiles() {}

    /**
     * @param folder that exists
     * @return its files that may be images, by name
     * @throws Arc2FaceException when it cannot be read, or ImageJ is missing
     */
    static List<Path> inFolder(Path folder) {
        return byImageJ(() -> ImageFile.inFolder(folder));
    }

    /**
     * @param file that exists
     * @return what it shows, upright
     * @throws Arc2FaceException when it cannot be read, or ImageJ is missing
     */
    static Picture upright(Path file) {
        return byImageJ(() -> ImageFile.upright(file));
    }

    private static <T> T byImageJ(Supplier<T> reading) {
        try {
            return reading.get();
        } catch (NoClassDefFoundError e) {
            throw new Arc2FaceException(
                    "ImageJ reads photos and style pictures, but its jar (ij.jar) is not on the class path. Put it"
                            + " there. In place of photos, a job can also name a .npy file of Compute Face IDs....",
                    e);
        }
    }
}
