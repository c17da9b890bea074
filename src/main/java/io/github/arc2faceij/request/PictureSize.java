package io.github.arc2faceij.request;

import io.github.arc2faceij.common.Arc2FaceException;

/**
 * Width and height of the pictures to make.
 *
 * @param width in pixels
 * @param height in pixels
 */
public record PictureSize(int width, int height) {

    /** Networks of Stable Diffusion's family halve a picture six times: three times to latents, three times in the UNet. */
    private static final int STEP = 64;

    private static final int LARGEST = 1024;

    /**
     * @param width as the user gives it: a multiple of 64 up to 1024, or 0 for the model's own size
     * @param height the same
     * @param own the side of the pictures that the model was trained with, in pixels
     * @return the size
     * @throws Arc2FaceException when one of them is neither
     */
    public static PictureSize of(int width, int height, int own) {
        return new PictureSize(side("width", width, own), side("height", height, own));
    }

    private static int side(String name, int pixels, int own) {
        if (pixels < 0 || pixels > LARGEST || pixels % STEP != 0) {
            throw new Arc2FaceException("The " + name + " cannot be " + pixels + " pixels. Give a multiple of " + STEP
                    + " up to " + LARGEST + ", or 0 for the model's own size of " + own + ".");
        }
        return pixels == 0 ? own : pixels;
    }
}
