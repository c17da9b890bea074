package io.github.arc2faceij.image;

import ij.ImagePlus;
import ij.io.Opener;
import io.github.arc2faceij.common.Arc2FaceException;
import io.github.arc2faceij.common.Picture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.imageio.ImageIO;

/** Image files of all kinds that this ImageJ reads, with its plugins, and some more, opened without a window. */
public final class ImageFile {

    /** What ImageJ opens in an editor, a table or the ROI Manager. */
    private static final Set<Integer> OTHER_THINGS =
            Set.of(Opener.TEXT, Opener.JAVA_OR_TEXT, Opener.TABLE, Opener.ROI, Opener.LUT, Opener.OJJ);

    /** Name of the file that shows all pictures of a folder. */
    public static final String CONTACT_SHEET = "contact-sheet.png";

    /** What this plugin saves beside pictures, and ImageJ takes for images of an unknown kind. */
    private static final Pattern BESIDE_PICTURES =
            Pattern.compile("(?i).*\\.(npy|npz|json|part)|" + Pattern.quote(CONTACT_SHEET));

    private ImageFile() {}

    /**
     * @param file that exists
     * @return whether it looks like something else than an image to ImageJ, such as a text
     */
    private static boolean isSomethingElse(Path file) {
        return OTHER_THINGS.contains(new Opener().getFileType(file.toString()));
    }

    /**
     * @param file that exists
     * @return its image, not shown; its title is the file's name
     * @throws Arc2FaceException when ImageJ cannot read it
     */
    public static ImagePlus open(Path file) {
        checkLengths(file);
        ImagePlus image = ForeignPicture.open(file)
                .orElseGet(() -> isSomethingElse(file) || isDamagedJpeg(file) ? null : openQuietly(file));
        if (image == null || image.getProcessor() == null) {
            throw new Arc2FaceException(
                    "ImageJ cannot read \"" + file + "\" as an image. Convert it to TIFF, PNG or JPEG.");
        }
        return image;
    }

    /**
     * @param file that exists
     * @return what it shows, upright
     * @throws Arc2FaceException when ImageJ cannot read it
     */
    public static Picture upright(Path file) {
        return Photo.of(open(file)).picture();
    }

    /**
     * @param folder that exists
     * @param also endings of other files that are wanted
     * @return its files that may be images, by name; hidden ones are left out, and so are identities, face spaces,
     *     recipes, contact sheets and files that are not complete
     * @throws Arc2FaceException when the folder cannot be read
     */
    public static List<Path> inFolder(Path folder, String... also) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> !file.getFileName().toString().startsWith("."))
                    .filter(file -> Stream.of(also).anyMatch(file.toString()::endsWith) || mayBeImage(file))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new Arc2FaceException(
                    "Cannot read the folder \"" + folder + "\" (" + e.getMessage() + "). Check that you may read it.",
                    e);
        }
    }

    private static boolean mayBeImage(Path file) {
        return !BESIDE_PICTURES.matcher(file.getFileName().toString()).matches() && !isSomethingElse(file);
    }

    private static void checkLengths(Path file) {
        try {
            PictureLengths.check(file);
        } catch (IOException | RuntimeException e) {
            throw damaged(file, e.getMessage(), e);
        }
    }

    private static Arc2FaceException damaged(Path file, String why, Exception cause) {
        return new Arc2FaceException("\"" + file + "\" is damaged: " + why + ". Get the image again.", cause);
    }

    /** What ImageJ has to say goes to the Log: dialogs would stop a batch. */
    private static ImagePlus openQuietly(Path file) {
        Opener opener = new Opener();
        opener.setSilentMode(true);
        try (ErrorsToLog quiet = new ErrorsToLog()) {
            return opener.openImage(file.toString());
        } catch (RuntimeException e) { // such as that of a damaged selection in an overlay
            throw damaged(file, e.toString(), e);
        }
    }

    /** ImageJ would open a dialog for such a file whatever it is told. */
    private static boolean isDamagedJpeg(Path file) {
        if (new Opener().getFileType(file.toString()) != Opener.JPEG) {
            return false;
        }
        try {
            return ImageIO.read(file.toFile()) == null;
        } catch (IOException e) {
            return true;
        }
    }
}
