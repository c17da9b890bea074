package io.github.arc2faceij.diffusion;

import io.github.arc2faceij.common.Arc2FaceException;
import io.github.arc2faceij.common.Picture;

/**
 * A picture to start from instead of from noise alone (image-to-image).
 *
 * @param picture of the size of the pictures to make
 * @param strength how much of it the noise hides, more than 0 to 1; of the steps, the last strength * steps are taken
 */
public record StartPicture(Picture picture, double strength) {

    /**
     * @param picture of the size of the pictures to make
     * @param strength more than 0, up to 1
     * @throws Arc2FaceException when the strength is out of its range
     */
    public StartPicture {
        if (!(strength > 0 && strength <= 1)) {
            throw new Arc2FaceException("The strength cannot be " + strength + ". Give more than 0, up to 1.");
        }
    }
}
