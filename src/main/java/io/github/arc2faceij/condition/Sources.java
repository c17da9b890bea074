package io.github.arc2faceij.condition;

import io.github.arc2faceij.common.Picture;
import io.github.arc2faceij.face.Face;
import io.github.arc2faceij.face.Identity;
import java.nio.file.Path;
import java.util.Optional;

/** Where the images and files are that a recipe names. All methods refuse by a sentence what is not there. */
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
     * @param source as the recipe writes it: {@code other.png, face 2} or {@code saved.npy, row 1}
     * @return who that is
     */
    Person person(String source);

    /**
     * Somebody.
     *
     * @param identity who
     * @param source where the identity really came from
     */
    record Person(Identity identity, String source) {}

    /**
     * @param source as the recipe writes it: {@code style.png}, {@code photo.png, face 2} or {@code saved.npy, row 3}
     * @return what is there
     */
    Shown shown(String source);

    /**
     * What an image or a file shows.
     *
     * @param picture all of it; none of a file with identities
     * @param face of the number that the source names
     * @param identity of the row that the source names
     * @param source where it really came from
     */
    record Shown(Optional<Picture> picture, Optional<Face> face, Optional<Identity> identity, String source) {}

    /**
     * A face cut out of an image.
     *
     * @param picture of the size of the pictures to make
     * @param source where it really came from
     */
    record AlignedFace(Picture picture, String source) {}
}
