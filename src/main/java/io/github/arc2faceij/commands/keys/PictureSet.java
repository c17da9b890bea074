package io.github.arc2faceij.commands.keys;

import ij.IJ;
import ij.ImagePlus;
import ij.process.FloatProcessor;
import ij.process.ImageProcessor;
import io.github.arc2faceij.common.Arc2FaceException;
import io.github.arc2faceij.common.Picture;
import io.github.arc2faceij.common.Progress;
import io.github.arc2faceij.image.ImageFile;
import io.github.arc2faceij.image.Photo;
import io.github.arc2faceij.image.Slices;
import io.github.arc2faceij.image.file.Provenance;
import io.github.arc2faceij.image.file.RecipeFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * The pictures of a stack or of a folder, in 8 bits and colours as ImageJ shows them.
 *
 * @param title of the stack or name of the folder
 * @param names of the pictures
 * @param pictures that many; files are opened when they are asked for
 * @param recipes that many; those of pictures that were drawn by a model are known
 */
public record PictureSet(
        String title, List<String> names, List<Supplier<Picture>> pictures, List<Optional<String>> recipes) {

    private static final String SYNTHETIC = "synthetic";

    /**
     * @param image whose slices are meant when there is no folder; may be null
     * @param folder full path of a folder, or empty
     * @param progress asked whether to stop
     * @return its pictures, at least one; the Log tells whose values are not 8-bit
     * @throws Arc2FaceException when there is no image, no such folder, or no picture in it
     */
    public static PictureSet of(ImagePlus image, String folder, Progress progress) {
        return folder == null || folder.isBlank()
                ? slices(image, progress)
                : files(SavePath.existingFolder(folder), progress);
    }

    /** @return how many pictures there are, at least 1 */
    public int size() {
        return names.size();
    }

    /**
     * @param index of a picture, from 0
     * @return what messages call it
     */
    public String called(int index) {
        return "picture " + (index + 1) + " (" + names.get(index) + ")";
    }

    /**
     * @param index of a picture, from 0
     * @param source what its slice is to be called: {@code a.png, face 1}
     * @return the same, with what says that it is synthetic, if it is
     */
    public String label(int index, String source) {
        boolean isSaid = recipes.get(index).isEmpty() || source.contains(SYNTHETIC);
        return isSaid ? source : source + ", " + SYNTHETIC;
    }

    private static PictureSet slices(ImagePlus image, Progress progress) {
        if (image == null) {
            throw new Arc2FaceException("There is no image. Open one, or give the full path of a folder of pictures.");
        }
        List<Supplier<Picture>> pictures = new ArrayList<>();
        List<String> names = new ArrayList<>();
        String title = Photo.of(image).image().getTitle();
        Slices.visit(image, i -> {
            progress.checkCancelled();
            String label = image.getStack().getShortSliceLabel(image.getCurrentSlice());
            String name = Slices.count(image) == 1 ? title : label == null ? title + ", slice " + (i + 1) : label;
            if (i == 0) {
                tellRange(title, image.getProcessor());
            }
            tellMissing(name, image.getProcessor());
            Picture picture = Photo.of(image).picture();
            names.add(name);
            pictures.add(() -> picture);
        });
        Optional<String> recipe = RecipeFile.find(image).map(Provenance::recipe);
        return new PictureSet(title, names, pictures, Collections.nCopies(names.size(), recipe));
    }

    private static PictureSet files(Path folder, Progress progress) {
        List<Path> files = ImageFile.inFolder(folder);
        if (files.isEmpty()) {
            throw new Arc2FaceException("There is no picture in \"" + folder + "\". Choose a folder of pictures.");
        }
        List<Supplier<Picture>> pictures = new ArrayList<>();
        Set<Path> told = new HashSet<>();
        for (Path file : files) {
            pictures.add(() -> {
                ImagePlus image = ImageFile.open(file);
                if (told.add(file)) {
                    tellRange(image.getTitle(), image.getProcessor());
                    tellMissing(image.getTitle(), image.getProcessor());
                }
                return Photo.of(image).picture();
            });
        }
        List<String> names =
                files.stream().map(file -> file.getFileName().toString()).toList();
        List<Optional<String>> recipes = new ArrayList<>();
        for (Path file : files) {
            progress.checkCancelled();
            recipes.add(RecipeFile.find(file).map(Provenance::recipe));
        }
        return new PictureSet(folder.getFileName().toString(), names, pictures, recipes);
    }

    private static void tellRange(String name, ImageProcessor pixels) {
        if (pixels.getBitDepth() == 16 || pixels.getBitDepth() == 32) {
            IJ.log(name + " has " + pixels.getBitDepth() + "-bit values. They are taken as they are shown: from "
                    + pixels.getMin() + " (black) to " + pixels.getMax() + " (white).");
        }
    }

    private static void tellMissing(String name, ImageProcessor pixels) {
        int missing = 0;
        for (int i = 0; pixels instanceof FloatProcessor && i < pixels.getPixelCount(); i++) {
            missing += Float.isNaN(pixels.getf(i)) ? 1 : 0;
        }
        if (missing > 0) {
            IJ.log(name + " has " + missing + " pixels that are no number (NaN). They are taken as the lookup table's"
                    + " first colour, usually black.");
        }
    }
}
