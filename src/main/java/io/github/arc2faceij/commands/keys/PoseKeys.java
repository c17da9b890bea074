package io.github.arc2faceij.commands.keys;

import ij.ImagePlus;
import io.github.arc2faceij.Arc2Face;
import io.github.arc2faceij.common.Arc2FaceException;
import io.github.arc2faceij.common.Progress;
import io.github.arc2faceij.image.Photo;
import io.github.arc2faceij.image.PoseLandmarks;
import io.github.arc2faceij.image.Windows;
import io.github.arc2faceij.pose.HeadPoints;
import io.github.arc2faceij.pose.Pose;
import java.util.Locale;

/**
 * What the keys pose, reference, yaw, pitch and roll say.
 *
 * @param kind how the pose is given
 * @param reference title of the image with the pose; empty for the command's own image
 * @param angles the pose in degrees, for {@link PoseKind#ANGLES}
 */
public record PoseKeys(PoseKind kind, String reference, Pose angles) {

    /**
     * @param pose a label of {@link PoseKind}
     * @param reference title of an image, or empty
     * @param angles yaw, pitch and roll in degrees
     * @return the keys' meaning
     * @throws Arc2FaceException when the label or an angle cannot be used
     */
    public static PoseKeys of(String pose, String reference, double... angles) {
        PoseKind kind = PoseKind.of(pose);
        if (!(Math.abs(angles[0]) <= 180 && Math.abs(angles[1]) <= 180 && Math.abs(angles[2]) <= 180)) {
            throw new Arc2FaceException(String.format(
                    Locale.ROOT,
                    "A head cannot be turned by yaw %s, pitch %s and roll %s degrees. Give -60 to 60, -45 to 45 and"
                            + " -180 to 180.",
                    angles[0],
                    angles[1],
                    angles[2]));
        }
        return new PoseKeys(kind, reference == null ? "" : reference, new Pose(angles[0], angles[1], angles[2]));
    }

    /** @return whether the pose is that of another image than the command's own */
    public boolean isElsewhere() {
        return kind != PoseKind.ANGLES && !reference.isBlank();
    }

    /**
     * Not for angles, which need no image.
     *
     * @param arc2face the model
     * @param own the command's image
     * @param progress asked whether to stop
     * @return the head on the reference image
     * @throws Arc2FaceException when there is no such image, no landmarks or face on it, or no head fits
     */
    public ReferenceHead find(Arc2Face arc2face, ImagePlus own, Progress progress) {
        FacePlace place = FacePlace.ofKey(reference);
        Photo photo = Photo.of(reference.isBlank() ? own : Windows.image(place.name()));
        PoseLandmarks landmarks = kind == PoseKind.LANDMARKS
                ? PoseLandmarks.of(photo)
                : detect(arc2face, photo, place.number(), progress);
        return new ReferenceHead(photo, landmarks.source(), arc2face.fitHead(landmarks.points()));
    }

    private static PoseLandmarks detect(Arc2Face arc2face, Photo photo, int number, Progress progress) {
        ReferenceFace found = ReferenceFace.find(arc2face, photo, number, progress);
        return new PoseLandmarks(found.source(), HeadPoints.of(found.face().landmarks()));
    }
}
