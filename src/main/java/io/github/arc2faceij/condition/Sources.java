package io.github.arc2faceij.condition;

import io.github.arc2faceij.common.Picture;
import java.nio.file.Path;

/** Where the images and files are that a recipe names. Both methods refuse by a sentence what is not there. */
public interface Sources {

    /**
     * @param name of a file, as the recipe writes it
     * @return the file
     */
    Path file(String name);

    /**
     * @param source as the recipe writes it: {@code other.png, face 2}
     * @return that face, aligned as FFHQ, of the size of the pictures to make
     */
    AlignedFace face(String source);

    /**
     * A face cut out of an image.
     *
     * @param picture of the size of the pictures to make
     * @param source where it really came from
     */
    record AlignedFace(Picture picture, String source) {}
}
