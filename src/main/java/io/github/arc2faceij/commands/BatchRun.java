package io.github.arc2faceij.commands;

import ij.ImagePlus;
import io.github.arc2faceij.Arc2Face;
import io.github.arc2faceij.commands.keys.OtherIdentity;
import io.github.arc2faceij.commands.result.GeneratedStack;
import io.github.arc2faceij.common.Progress;
import io.github.arc2faceij.image.ImageFile;
import io.github.arc2faceij.image.Photo;
import io.github.arc2faceij.recipe.Recipe;
import io.github.arc2faceij.request.GenerationRequest;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Runs a generating command on files, one after the other.
 *
 * @param arc2face the model
 * @param keys the command and its keys
 * @param files goes through them, and saves the stacks
 */
record BatchRun(Arc2Face arc2face, GeneratingKeys keys, BatchFiles files) {

    /**
     * @param inputs files
     * @param progress told of all, and asked whether to stop; what is complete stays
     * @throws java.util.concurrent.CancellationException when the user asked to stop
     */
    void run(List<Path> inputs, Progress progress) {
        files.run(inputs, this::input, progress);
    }

    private void input(Path input, Progress progress) {
        boolean isSaved = input.toString().endsWith(OtherIdentity.SUFFIX);
        Optional<ImagePlus> image = isSaved ? Optional.empty() : Optional.of(ImageFile.open(input));
        keys.set("people", isSaved ? input.toString() : "");
        keys.set("image", image.orElse(null));
        List<List<GenerationRequest>> faces =
                keys.command().requests(arc2face, () -> Photo.of(image.orElse(null)), progress.part(0, 0));
        for (int i = 0; i < faces.size(); i++) {
            Progress part = progress.part((double) i / faces.size(), (i + 1.0) / faces.size());
            String source = faces.get(i).get(0).source();
            String person = faces.size() == 1 ? image.map(ImagePlus::getTitle).orElse(source) : source;
            face(input, i + 1, person, faces.get(i), part);
        }
    }

    private void face(Path input, int number, String person, List<GenerationRequest> frames, Progress progress) {
        Recipe recipe = arc2face.recipe(frames, progress);
        BatchFiles.Output output =
                new BatchFiles.Output(input, number, "Faces of " + person, recipe, recipe.count() * frames.size());
        files.save(output, () -> GeneratedStack.of(person, arc2face.generateFrames(frames, progress)), progress);
    }
}
