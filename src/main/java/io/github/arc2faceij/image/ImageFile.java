package io.github.arc2faceij.image;

import ij.ImagePlus;
import ij.io.Opener;
import io.github.arc2faceij.common.Arc2FaceException;
import java.nio.file.Path;
import java.util.Set;

/** Image files of all kinds that this ImageJ reads, with its plugins, opened without a window. */
public final class ImageFile {

    /** What ImageJ opens in an editor, a table or the ROI Manager. */
    private static final Set<Integer> OTHER_THINGS =
            Set.of(Opener.TEXT, Opener.JAVA_OR_TEXT, Opener.TABLE, Opener.ROI, Opener.LUT, Opener.OJJ);

    private ImageFile() {}

    /**
     * @param file that exists
     * @return whether it looks like something else than an image to ImageJ, such as a text
     */
    public static boolean isSomethingElse(Path file) {
        return OTHER_THINGS.contains(new Opener().getFileType(file.toString()));
    }

    /**
     * @param file that exists
     * @return its image, not shown; its title is the file's name
     * @throws Arc2FaceException when ImageJ cannot read it
     */
    public static ImagePlus open(Path file) {
        Opener opener = new Opener();
        opener.setSilentMode(true);
        ImagePlus image = isSomethingElse(file) ? null : opener.openImage(file.toString());
        if (image == null || image.getProcessor() == null) {
            throw new Arc2FaceException(
                    "ImageJ cannot read \"" + file + "\" as an image. Convert it to TIFF, PNG or JPEG.");
        }
        return image;
    }
}
