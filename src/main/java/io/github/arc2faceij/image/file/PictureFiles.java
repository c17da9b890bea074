package io.github.arc2faceij.image.file;

import ij.ImagePlus;
import ij.ImageStack;
import io.github.arc2faceij.common.Arc2FaceException;
import io.github.arc2faceij.common.CompleteFile;
import io.github.arc2faceij.common.Progress;
import io.github.arc2faceij.image.ImageFile;
import io.github.arc2faceij.recipe.Derivation;
import io.github.arc2faceij.recipe.WrittenRecipe;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Saves generated pictures with their {@link Provenance}. Files appear under their names when they are complete, and
 * replace others only when that is asked for.
 *
 * @param image generated pictures, with the recipe in their Info
 * @param provenance what the files will say
 */
public record PictureFiles(ImagePlus image, Provenance provenance) {

    /** What Windows takes for a device, whatever it ends in. */
    private static final Pattern DEVICE = Pattern.compile("(?i)(con|prn|aux|nul|com\\d|lpt\\d) *(\\..*)?");

    /** Bytes: 255 is the most, and the name's end and that of files that are not complete yet need some. */
    private static final int LONGEST = 200;

    /**
     * @param image any open image
     * @return that image, to be saved
     * @throws Arc2FaceException when there is no image, or no recipe in its Info: only generated pictures are to say that
     *     they are synthetic
     */
    public static PictureFiles of(ImagePlus image) {
        return new PictureFiles(image, RecipeFile.ofImage(image));
    }

    /**
     * @param folder that exists
     * @param format one file, or one per slice
     * @param overwrite whether files of these names are replaced
     * @param progress told of each file, and asked whether to stop; files that are complete stay
     * @return the files, one for each slice or one for all
     * @throws Arc2FaceException when a file is there already, before anything is written; or when one cannot be written
     */
    public List<Path> save(Path folder, PictureFormat format, boolean overwrite, Progress progress) {
        List<Path> files = format == PictureFormat.TIFF ? List.of(tiff(folder, image.getTitle())) : slices(folder);
        for (Path file : files) {
            if (!overwrite && Files.exists(file)) {
                throw new Arc2FaceException("The file \"" + file
                        + "\" already exists, and nothing was written. Choose another folder, or let files be"
                        + " replaced (overwrite=true).");
            }
        }
        String software = WrittenRecipe.software(provenance.recipe());
        for (int i = 0; i < files.size(); i++) {
            progress.report("Saving " + files.get(i).getFileName(), (double) i / files.size());
            byte[] bytes = format == PictureFormat.TIFF
                    ? TiffFile.bytes(image, new Provenance(provenance.recipe(), "").xmp(software))
                    : png(i + 1, software);
            CompleteFile.write(files.get(i), bytes);
        }
        return files;
    }

    /**
     * Writes many pictures on one.
     *
     * @param folder of the file {@link ImageFile#CONTACT_SHEET}, which is replaced when the new one is complete
     * @param sheet the pictures
     * @param made what they are
     * @throws Arc2FaceException when it cannot be written
     */
    public static void writeSheet(Path folder, ImagePlus sheet, Derivation made) {
        Provenance all = new Provenance(made.json(), made.label(made.command()));
        CompleteFile.write(
                folder.resolve(ImageFile.CONTACT_SHEET),
                PngFile.bytes(sheet.getBufferedImage(), all.xmp(made.software())));
    }

    /**
     * @param folder to save in
     * @param title of an image
     * @return the TIFF file that it would be saved as
     */
    public static Path tiff(Path folder, String title) {
        return file(folder, title, ".tif");
    }

    private byte[] png(int slice, String software) {
        ImageStack stack = image.getStack();
        String label = stack.size() == 1 ? image.getProp("Slice_Label") : stack.getShortSliceLabel(slice);
        Provenance picture = new Provenance(provenance.recipe(), label == null ? "" : label);
        return PngFile.bytes(stack.getProcessor(slice).getBufferedImage(), picture.xmp(software));
    }

    private List<Path> slices(Path folder) {
        List<Path> files = new ArrayList<>();
        for (int slice = 1; slice <= image.getStackSize(); slice++) {
            files.add(file(folder, image.getTitle(), String.format(Locale.ROOT, "-%04d.png", slice)));
        }
        return files;
    }

    /** Windows allows fewer names than anybody else. */
    private static Path file(Path folder, String title, String ending) {
        String name = title.replaceFirst("\\.tiff?$", "").replaceAll("[\\\\/:*?\"<>|\\p{Cntrl}]", "_");
        boolean reserved = name.isEmpty() || DEVICE.matcher(name).matches();
        try {
            return folder.resolve(shortened(reserved ? "_" + name : name) + ending);
        } catch (InvalidPathException e) {
            throw new Arc2FaceException(
                    "This system does not allow a file with the name \"" + name + ending
                            + "\". Rename the image (Image > Rename...).",
                    e);
        }
    }

    private static String shortened(String name) {
        int end = name.length();
        while (name.substring(0, end).getBytes(StandardCharsets.UTF_8).length > LONGEST) {
            end = name.offsetByCodePoints(end, -1);
        }
        return name.substring(0, end);
    }
}
