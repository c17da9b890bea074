package io.github.arc2faceij.commands;

import ij.ImagePlus;
import io.github.arc2faceij.commands.keys.SavePath;
import io.github.arc2faceij.commands.result.BatchTable;
import io.github.arc2faceij.common.Arc2FaceException;
import io.github.arc2faceij.common.Picture;
import io.github.arc2faceij.common.Progress;
import io.github.arc2faceij.image.ImageFile;
import io.github.arc2faceij.image.file.PictureFiles;
import io.github.arc2faceij.image.file.PictureFormat;
import io.github.arc2faceij.image.file.RecipeFile;
import io.github.arc2faceij.recipe.Recipe;
import io.github.arc2faceij.recipe.WrittenRecipe;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.scijava.log.LogService;

/**
 * Goes through the image files of a folder. What goes wrong with one is told in the table, and the next one follows.
 * Outputs appear when they are complete; those that are there already, by the same recipe, are left alone.
 *
 * @param output folder of the outputs
 * @param overwrite whether outputs of other recipes are replaced
 * @param table gets a line per output
 * @param log for developers
 */
record BatchFiles(Path output, boolean overwrite, BatchTable table, LogService log) {

    /**
     * A file that is to be written.
     *
     * @param input from which
     * @param face which one of the input, from 1
     * @param title of its image
     * @param recipe of its pictures
     * @param pictures how many it has
     */
    record Output(Path input, int face, String title, Recipe recipe, int pictures) {}

    /**
     * @param input full path of a folder
     * @param output full path of another one
     * @param also endings of other files that are wanted
     * @return the files of the input folder that may be images, and the others, by name
     * @throws Arc2FaceException when there are none, or the folders cannot be used
     */
    static List<Path> images(String input, String output, String... also) {
        Path from = SavePath.existingFolder(input);
        Path to = SavePath.existingFolder(output);
        if (isSame(from, to)) {
            throw new Arc2FaceException("The new images cannot be written into the input folder \"" + from
                    + "\": the next run would take them for photos. Choose another folder.");
        }
        List<Path> images = ImageFile.inFolder(from, also);
        if (images.isEmpty()) {
            throw new Arc2FaceException("There is no image in the folder \"" + from + "\". Choose another one.");
        }
        return images;
    }

    private static boolean isSame(Path from, Path to) {
        try {
            return Files.isSameFile(from, to);
        } catch (IOException e) {
            throw new Arc2FaceException(
                    "Cannot read the folder \"" + from + "\" (" + e.getMessage() + "). Check that you may read it.", e);
        }
    }

    /**
     * @param inputs files
     * @param work what to do with each
     * @param progress told of all, and asked whether to stop; what is complete stays
     * @throws CancellationException when the user asked to stop
     */
    void run(List<Path> inputs, BiConsumer<Path, Progress> work, Progress progress) {
        for (int i = 0; i < inputs.size(); i++) {
            Progress part = progress.part((double) i / inputs.size(), (i + 1.0) / inputs.size());
            Progress named =
                    named((i + 1) + "/" + inputs.size() + " " + inputs.get(i).getFileName(), part);
            long start = System.nanoTime();
            try {
                work.accept(inputs.get(i), named);
            } catch (CancellationException e) {
                throw e;
            } catch (RuntimeException | OutOfMemoryError e) {
                if (!(e instanceof Arc2FaceException)) {
                    log.error(inputs.get(i), e);
                }
                add(inputs.get(i), 0, BatchTable.State.FAILED, 0, start, "", Failures.sentence(e));
            }
        }
    }

    /**
     * @param wanted what is to be saved, unless it is there
     * @param make makes it
     * @param progress asked whether to stop
     * @return the file, if it is there now
     */
    Optional<Path> save(Output wanted, Supplier<ImagePlus> make, Progress progress) {
        long start = System.nanoTime();
        Path file = PictureFiles.tiff(output, wanted.title());
        String name = file.getFileName().toString();
        if (table.has(name)) {
            String message =
                    "\"" + name + "\" was already made from another image, whose name differs only in its ending or in"
                            + " capital letters. Rename one of the two images.";
            add(wanted.input(), wanted.face(), BatchTable.State.FAILED, 0, start, name, message);
            return Optional.empty();
        } else if (Files.exists(file) && isBy(wanted.recipe(), file)) {
            add(wanted.input(), wanted.face(), BatchTable.State.BEFORE, wanted.pictures(), start, name, "");
        } else if (Files.exists(file) && !overwrite) {
            String message =
                    "\"" + name + "\" already exists and was made with other settings. Choose another folder, or let it"
                            + " be replaced (overwrite=true).";
            add(wanted.input(), wanted.face(), BatchTable.State.FAILED, 0, start, name, message);
            return Optional.empty();
        } else {
            ImagePlus image = make.get();
            image.setTitle(wanted.title());
            PictureFiles.of(image).save(output, PictureFormat.TIFF, true, progress.part(1, 1));
            add(wanted.input(), wanted.face(), BatchTable.State.DONE, wanted.pictures(), start, name, "");
        }
        return Optional.of(file);
    }

    private static boolean isBy(Recipe recipe, Path file) {
        try {
            WrittenRecipe written = WrittenRecipe.parse(RecipeFile.ofFile(file).recipe());
            WrittenRecipe wanted = WrittenRecipe.parse(recipe.json());
            return written.differences(recipe).isEmpty()
                    && wanted.differences(written.recipe()).isEmpty();
        } catch (Arc2FaceException e) {
            return false; // something else, or damaged
        }
    }

    private void add(
            Path input, int face, BatchTable.State state, int pictures, long start, String output, String message) {
        double seconds = (System.nanoTime() - start) / 1e9;
        String name = input.getFileName().toString();
        table.add(new BatchTable.Row(name, face, state, pictures, seconds, output, message));
    }

    private static Progress named(String input, Progress progress) {
        return new Progress() {
            @Override
            public void report(String task, double fraction) {
                progress.report(input + ": " + task, fraction);
            }

            @Override
            public void checkCancelled() {
                progress.checkCancelled();
            }

            @Override
            public void sketch(Supplier<List<Picture>> pictures) {
                progress.sketch(pictures);
            }
        };
    }
}
