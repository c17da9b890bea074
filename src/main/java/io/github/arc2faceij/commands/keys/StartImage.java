package io.github.arc2faceij.commands.keys;

import io.github.arc2faceij.Arc2Face;
import io.github.arc2faceij.common.Progress;
import io.github.arc2faceij.diffusion.Sampling;
import io.github.arc2faceij.diffusion.StartPicture;
import io.github.arc2faceij.request.StartRequest;

/** An open image to start from instead of from noise alone: its face, cut out as the model's own pictures are. */
public final class StartImage {

    private StartImage() {}

    /**
     * @param arc2face the model
     * @param title of an open image, as {@link ReferenceFace#find} takes it
     * @param change how much of it the noise hides, more than 0, up to 1
     * @param sampling which tells the size of the pictures to make
     * @param progress asked whether to stop
     * @return the start
     * @throws io.github.arc2faceij.common.Arc2FaceException when there is no such image, no face on it, or the change
     *     is out of its range
     */
    public static StartRequest of(
            Arc2Face arc2face, String title, double change, Sampling sampling, Progress progress) {
        ReferenceFace found = ReferenceFace.find(arc2face, title, progress);
        return new StartRequest(new StartPicture(found.aligned(sampling, progress), change), found.source());
    }
}
