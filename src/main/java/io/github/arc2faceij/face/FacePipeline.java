package io.github.arc2faceij.face;

import io.github.arc2faceij.common.Landmarks;
import io.github.arc2faceij.common.Picture;
import io.github.arc2faceij.common.Progress;
import java.util.Optional;

/** The face networks of a model: each is opened when it is first needed and stays open until {@link #close}. */
interface FacePipeline extends AutoCloseable {

    /** @return what finds faces */
    Detector detector();

    /** @return the landmarks of the face in the box; empty when the box shows no face */
    Optional<Landmarks> landmarks(Picture picture, Box box, Progress progress);

    /** @return more of the face in the box; empty when these networks do not know */
    Optional<FaceShape> shape(Picture picture, Box box, Progress progress);

    /**
     * @param crop a face aligned by {@link ArcFaceAlignment}, {@value FaceAnalyzer#CROP_SIDE} pixels wide and high
     * @return {@value Identity#LENGTH} numbers, not normalised
     */
    float[] embedding(Picture crop, Progress progress);

    /** @return the length that the embedding of a face has which is upright and well seen: what is shorter may be neither */
    double leastLength();

    /** @return how far a head may be turned aside for its identity to be the person's, in degrees of {@link FaceQuality#yaw} */
    double largestYaw();

    /** @return the share of the picture's width or height up to which the detector sees faces whole */
    double largestShare();

    /** @return SHA-256 of the recogniser's file */
    String recogniser();

    /** Closes the networks; they are opened again when they are needed again. */
    @Override
    void close();
}
