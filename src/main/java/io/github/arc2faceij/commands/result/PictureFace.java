package io.github.arc2faceij.commands.result;

import ij.ImagePlus;
import io.github.arc2faceij.Arc2Face;
import io.github.arc2faceij.common.Arc2FaceException;
import io.github.arc2faceij.common.Picture;
import io.github.arc2faceij.common.Progress;
import io.github.arc2faceij.face.Face;
import io.github.arc2faceij.face.FaceQuality;
import io.github.arc2faceij.face.Identity;
import io.github.arc2faceij.image.PictureReader;
import io.github.arc2faceij.pose.HeadFit;
import io.github.arc2faceij.pose.HeadPoints;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * What is measured on a new picture: its largest face.
 *
 * @param identity whom the recogniser sees
 * @param quality how well the picture shows it
 * @param head the head that fits its landmarks; empty when none does
 */
public record PictureFace(Identity identity, FaceQuality quality, Optional<HeadFit> head) {

    /**
     * @param arc2face the model
     * @param picture a new one
     * @param progress asked whether to stop
     * @return its face; empty when none is found
     */
    public static Optional<PictureFace> of(Arc2Face arc2face, Picture picture, Progress progress) {
        return arc2face.measure(picture, progress)
                .map(face -> new PictureFace(face.identity(), face.quality(), head(arc2face, face.largest())));
    }

    /**
     * @param stack of new pictures
     * @param measure what is wanted of a picture
     * @param progress told of each
     * @param <T> its type
     * @return that of each slice
     */
    public static <T> List<T> all(ImagePlus stack, Function<Picture, T> measure, Progress progress) {
        List<T> measured = new ArrayList<>();
        for (int slice = 1; slice <= stack.getStackSize(); slice++) {
            progress.report("Measuring picture " + slice + "/" + stack.getStackSize(), 1);
            ImagePlus picture = new ImagePlus("", stack.getStack().getProcessor(slice));
            measured.add(measure.apply(PictureReader.currentSlice(picture)));
        }
        return measured;
    }

    private static Optional<HeadFit> head(Arc2Face arc2face, Face face) {
        try {
            return Optional.of(arc2face.fitHead(HeadPoints.of(face.landmarks())));
        } catch (Arc2FaceException e) {
            return Optional.empty(); // no head fits, or it is turned too far
        }
    }
}
