package io.github.arc2faceij.commands.keys;

import ij.ImagePlus;
import io.github.arc2faceij.Arc2Face;
import io.github.arc2faceij.common.Picture;
import io.github.arc2faceij.common.Progress;
import io.github.arc2faceij.request.PoseRequest;
import java.util.Optional;

/**
 * The head that a user's keys describe, before it takes somebody's shape: the reference's own head, or an average one
 * turned by the three angles.
 *
 * @param request that head
 * @param reference where it was found; empty for angles
 */
public record PoseMap(PoseRequest request, Optional<ReferenceHead> reference) {

    /**
     * @param arc2face the model
     * @param keys of the dialog or the macro
     * @param own the command's image
     * @param progress asked whether to stop
     * @return the head
     * @throws io.github.arc2faceij.common.Arc2FaceException when there is none, or it is turned too far
     */
    public static PoseMap of(Arc2Face arc2face, PoseKeys keys, ImagePlus own, Progress progress) {
        if (keys.kind() == PoseKind.ANGLES) {
            return new PoseMap(new PoseRequest(arc2face.meanHead(), keys.angles(), 1, "angles"), Optional.empty());
        }
        ReferenceHead head = keys.find(arc2face, own, progress);
        return new PoseMap(new PoseRequest(head.fit().shape(), head.pose(), 1, head.source()), Optional.of(head));
    }

    /**
     * @param arc2face the model
     * @param size width and height in pixels
     * @return what the ControlNet looks at
     */
    public Picture picture(Arc2Face arc2face, int size) {
        return arc2face.normalMap(request, size);
    }
}
