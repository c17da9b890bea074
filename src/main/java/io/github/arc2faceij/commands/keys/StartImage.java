package io.github.arc2faceij.commands.keys;

import io.github.arc2faceij.Arc2Face;
import io.github.arc2faceij.common.Picture;
import io.github.arc2faceij.common.PillowFilter;
import io.github.arc2faceij.common.Progress;
import io.github.arc2faceij.diffusion.Sampling;
import io.github.arc2faceij.diffusion.StartPicture;
import io.github.arc2faceij.image.FaceSource;
import io.github.arc2faceij.image.Photo;
import io.github.arc2faceij.image.Windows;
import io.github.arc2faceij.models.ModelKind;
import io.github.arc2faceij.request.StartRequest;

/**
 * An open image to start from instead of from noise alone: its face, cut out as the model's own pictures are. Models of
 * FaceStudio's form, whose pictures show more than faces, take all of it unless a face's number is given.
 */
public final class StartImage {

    private StartImage() {}

    /**
     * @param arc2face the model
     * @param text of a key, as {@link ReferenceFace#find} takes it
     * @param change how much of it the noise hides, more than 0, up to 1
     * @param sampling which tells the size of the pictures to make
     * @param progress asked whether to stop
     * @return the start
     * @throws io.github.arc2faceij.common.Arc2FaceException when there is no such image, no face on it, or the change
     *     is out of its range
     */
    public static StartRequest of(Arc2Face arc2face, String text, double change, Sampling sampling, Progress progress) {
        FaceSource place = FaceSource.ofKey(text);
        if (arc2face.kind() == ModelKind.FACESTUDIO && place.number() == 0) {
            Photo photo = Photo.of(Windows.image(place.name()));
            Picture picture = filling(photo.picture(), sampling.width(), sampling.height());
            return new StartRequest(
                    new StartPicture(picture, change), photo.image().getTitle());
        }
        ReferenceFace found = ReferenceFace.find(arc2face, text, progress);
        return new StartRequest(new StartPicture(found.aligned(sampling, progress), change), found.source());
    }

    /** @return the middle of a picture, at the size of the pictures to make */
    private static Picture filling(Picture picture, int width, int height) {
        double scale = Math.max((double) width / picture.width(), (double) height / picture.height());
        Picture scaled = PillowFilter.Kernel.LANCZOS.resize(
                picture, Math.max(width, (int) Math.round(scale * picture.width())), Math.max(height, (int)
                        Math.round(scale * picture.height())));
        int left = (scaled.width() - width) / 2;
        int top = (scaled.height() - height) / 2;
        Picture middle = Picture.black(width, height);
        for (int y = 0; y < height; y++) {
            int from = 3 * ((top + y) * scaled.width() + left);
            System.arraycopy(scaled.rgb(), from, middle.rgb(), 3 * y * width, 3 * width);
        }
        return middle;
    }
}
