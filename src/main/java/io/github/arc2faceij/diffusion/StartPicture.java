package io.github.arc2faceij.diffusion;

import io.github.arc2faceij.common.Arc2FaceException;
import io.github.arc2faceij.common.Picture;
import java.util.Optional;

/**
 * A picture to start from instead of from noise alone (image-to-image).
 *
 * @param picture of the size of the pictures to make
 * @param strength how much of it the noise hides, more than 0 to 1; of the steps, the last strength * steps are taken
 * @param mask of the same size, white where the picture may change and black where it is kept; grey mixes both. Without
 *     one, all of it may change
 */
public record StartPicture(Picture picture, double strength, Optional<Picture> mask) {

    /**
     * @param picture of the size of the pictures to make
     * @param strength more than 0, up to 1
     * @param mask where it may change
     * @throws Arc2FaceException when the strength is out of its range
     * @throws IllegalArgumentException when the mask has another size
     */
    public StartPicture {
        checkStrength(strength);
        if (mask.filter(it -> it.width() != picture.width() || it.height() != picture.height())
                .isPresent()) {
            throw new IllegalArgumentException("the mask has another size than the picture");
        }
    }

    /**
     * All of the picture may change.
     *
     * @param picture of the size of the pictures to make
     * @param strength more than 0, up to 1
     * @throws Arc2FaceException when the strength is out of its range
     */
    public StartPicture(Picture picture, double strength) {
        this(picture, strength, Optional.empty());
    }

    /**
     * @param strength how much of a start picture the noise is to hide
     * @throws Arc2FaceException when it is not more than 0, up to 1
     */
    public static void checkStrength(double strength) {
        if (!(strength > 0 && strength <= 1)) {
            throw new Arc2FaceException("The strength cannot be " + strength + ". Give more than 0, up to 1.");
        }
    }
}
