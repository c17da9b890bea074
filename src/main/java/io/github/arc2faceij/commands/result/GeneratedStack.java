package io.github.arc2faceij.commands.result;

import ij.ImagePlus;
import io.github.arc2faceij.Generation;
import io.github.arc2faceij.image.PictureStack;
import java.util.List;
import java.util.stream.IntStream;

/** New pictures as an image stack that says how they came to be. */
public final class GeneratedStack {

    private GeneratedStack() {}

    /**
     * @param person whose pictures they are
     * @param generation the pictures and their recipe
     * @return the stack {@code Faces of <person>} with the recipe in its Info, not shown yet
     */
    public static ImagePlus of(String person, Generation generation) {
        List<String> labels = IntStream.range(0, generation.pictures().size())
                .mapToObj(generation.recipe()::label)
                .toList();
        return PictureStack.of(
                "Faces of " + person,
                generation.pictures(),
                labels,
                generation.recipe().json());
    }
}
