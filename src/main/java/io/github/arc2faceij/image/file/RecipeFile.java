package io.github.arc2faceij.image.file;

import com.drew.metadata.xmp.XmpDirectory;
import ij.ImagePlus;
import ij.io.FileInfo;
import ij.io.TiffDecoder;
import io.github.arc2faceij.common.Arc2FaceException;
import io.github.arc2faceij.image.FileMetadata;
import io.github.arc2faceij.image.OriginalFile;
import io.github.arc2faceij.image.TiffLengths;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/**
 * Finds recipes: in the Info of open images and of ImageJ's TIFF files, in the XMP of PNG and TIFF files, and in text
 * files. What is found is not looked at closer than for a JSON object that speaks of an identity.
 */
public final class RecipeFile {

    private static final long LONGEST_TEXT = 10_000_000;

    private RecipeFile() {}

    /**
     * @param image an open image; null when there is none
     * @return its recipe: that of its Info, or else of the file that it was opened from; the label of the current slice
     * @throws Arc2FaceException when there is none
     */
    public static Provenance ofImage(ImagePlus image) {
        if (image == null) {
            throw new Arc2FaceException("There is no image. Open generated pictures.");
        }
        return find(image)
                .orElseThrow(() -> new Arc2FaceException("\"" + image.getTitle() + "\" has no recipe in its Info. Use"
                        + " pictures that Arc2Face generated and that were saved as TIFF, or as PNG by Save Faces...."
                        + " File > Save As saves any picture."));
    }

    /**
     * @param image an open image
     * @return its recipe, as {@link #ofImage}; empty when there is none
     */
    public static Optional<Provenance> find(ImagePlus image) {
        String label = image.getStackSize() == 1
                ? image.getProp("Slice_Label")
                : image.getStack().getShortSliceLabel(image.getCurrentSlice());
        return inText(image.getInfoProperty())
                .map(recipe -> new Provenance(recipe, Objects.requireNonNullElse(label, "")))
                .or(() -> OriginalFile.of(image).flatMap(RecipeFile::find));
    }

    /**
     * @param file TIFF, PNG or JSON
     * @return its recipe
     * @throws Arc2FaceException when there is no such file, or no recipe in it
     */
    public static Provenance ofFile(Path file) {
        if (!Files.isRegularFile(file)) {
            throw new Arc2FaceException(
                    "There is no file \"" + file + "\". Choose a TIFF, PNG or JSON file with a recipe.");
        }
        boolean isText = file.toString().toLowerCase(Locale.ROOT).endsWith(".json");
        Optional<Provenance> found = isText ? Optional.of(new Provenance(text(file), "")) : find(file);
        return found.orElseThrow(() -> new Arc2FaceException("There is no recipe in \"" + file
                + "\". Use a TIFF of pictures that Arc2Face made, a PNG that Save Faces... wrote (other"
                + " PNG files keep no recipe), or the recipe itself as a .json file."));
    }

    /**
     * @param file that exists
     * @return the recipe in it, when it is a picture that has one
     */
    public static Optional<Provenance> find(Path file) {
        return inXmp(file).or(() -> inText(tiffInfo(file)).map(recipe -> new Provenance(recipe, "")));
    }

    private static Optional<Provenance> inXmp(Path file) {
        return FileMetadata.of(file).stream()
                .flatMap(metadata -> metadata.getDirectoriesOfType(XmpDirectory.class).stream())
                .flatMap(directory -> Provenance.of(directory.getXMPMeta()).stream())
                .findFirst();
    }

    /** @return what ImageJ would show as Info; null when it is none of its TIFF files */
    private static String tiffInfo(Path file) {
        try {
            TiffLengths.check(file);
            FileInfo[] info =
                    new TiffDecoder(file.getParent() + "/", file.getFileName().toString()).getTiffInfo();
            return info == null ? null : info[0].info;
        } catch (IOException | RuntimeException e) {
            return null;
        }
    }

    /** Users and other plugins may have written around it. */
    private static Optional<String> inText(String info) {
        int start = info == null ? -1 : info.indexOf('{');
        int end = start < 0 ? -1 : info.lastIndexOf('}');
        return end > start && info.contains("\"identityHash\"")
                ? Optional.of(info.substring(start, end + 1))
                : Optional.empty();
    }

    private static String text(Path file) {
        try {
            if (Files.size(file) > LONGEST_TEXT) {
                throw new Arc2FaceException("\"" + file + "\" is too long for a recipe. Choose another file.");
            }
            return Files.readString(file);
        } catch (MalformedInputException e) {
            throw new Arc2FaceException("\"" + file + "\" is not a text file. Choose a recipe.", e);
        } catch (IOException e) {
            throw new Arc2FaceException(
                    "Cannot read \"" + file + "\" (" + e.getMessage() + "). Check that you may read it.", e);
        }
    }
}
