package io.github.arc2faceij.commands;

import ij.ImagePlus;
import io.github.arc2faceij.Arc2Face;
import io.github.arc2faceij.commands.result.BatchTable;
import io.github.arc2faceij.commands.result.GeneratedStack;
import io.github.arc2faceij.common.Arc2FaceException;
import io.github.arc2faceij.common.Picture;
import io.github.arc2faceij.common.Progress;
import io.github.arc2faceij.image.ImageFile;
import io.github.arc2faceij.image.Photo;
import io.github.arc2faceij.image.file.PictureFiles;
import io.github.arc2faceij.image.file.PictureFormat;
import io.github.arc2faceij.image.file.RecipeFile;
import io.github.arc2faceij.recipe.Recipe;
import io.github.arc2faceij.recipe.WrittenRecipe;
import io.github.arc2faceij.request.GenerationRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.Supplier;
import org.scijava.log.LogService;

/**
 * Runs a generating command on files, one after the other. What goes wrong with one is told in the table, and the next
 * one follows. Outputs appear when they are complete; those that are there already, by the same recipe, are left alone.
 *
 * @param arc2face the model
 * @param keys the command and its keys
 * @param output folder of the stacks
 * @param overwrite whether stacks of other recipes are replaced
 * @param table gets a line per stack
 * @param log for developers
 */
record BatchRun(
        Arc2Face arc2face, GeneratingKeys keys, Path output, boolean overwrite, BatchTable table, LogService log) {

    /**
     * @param inputs files
     * @param progress told of all, and asked whether to stop; what is complete stays
     * @throws CancellationException when the user asked to stop
     */
    void run(List<Path> inputs, Progress progress) {
        for (int i = 0; i < inputs.size(); i++) {
            Progress part = progress.part((double) i / inputs.size(), (i + 1.0) / inputs.size());
            Progress named =
                    named((i + 1) + "/" + inputs.size() + " " + inputs.get(i).getFileName(), part);
            long start = System.nanoTime();
            try {
                input(inputs.get(i), named);
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

    private void input(Path input, Progress progress) {
        ImagePlus image = ImageFile.open(input);
        keys.set("image", image);
        List<List<GenerationRequest>> faces =
                keys.command().requests(arc2face, () -> Photo.of(image), progress.part(0, 0));
        for (int i = 0; i < faces.size(); i++) {
            Progress part = progress.part((double) i / faces.size(), (i + 1.0) / faces.size());
            String person =
                    faces.size() == 1 ? image.getTitle() : faces.get(i).get(0).source();
            face(input, i + 1, person, faces.get(i), part);
        }
    }

    private void face(Path input, int number, String person, List<GenerationRequest> frames, Progress progress) {
        long start = System.nanoTime();
        Recipe recipe = arc2face.recipe(frames, progress);
        Path file = PictureFiles.tiff(output, "Faces of " + person);
        int pictures = recipe.count() * frames.size();
        String name = file.getFileName().toString();
        if (table.has(name)) {
            String message =
                    "\"" + name + "\" was already made from another image, whose name differs only in its ending or in"
                            + " capital letters. Rename one of the two images.";
            add(input, number, BatchTable.State.FAILED, 0, start, name, message);
        } else if (Files.exists(file) && isBy(recipe, file)) {
            add(input, number, BatchTable.State.BEFORE, pictures, start, name, "");
        } else if (Files.exists(file) && !overwrite) {
            String message =
                    "\"" + name + "\" already exists and was made with other settings. Choose another folder, or let it"
                            + " be replaced (overwrite=true).";
            add(input, number, BatchTable.State.FAILED, 0, start, name, message);
        } else {
            ImagePlus stack = GeneratedStack.of(person, arc2face.generateFrames(frames, progress));
            stack.setTitle("Faces of " + person);
            PictureFiles.of(stack).save(output, PictureFormat.TIFF, true, progress.part(1, 1));
            add(input, number, BatchTable.State.DONE, pictures, start, name, "");
        }
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
