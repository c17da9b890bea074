package io.github.arc2faceij.face;

import io.github.arc2faceij.common.Landmarks;
import io.github.arc2faceij.common.Picture;
import io.github.arc2faceij.common.Progress;
import java.util.List;
import java.util.Optional;

/** The face networks of a model: each is opened when it is first needed and stays open until {@link #close}. */
interface FaceChain extends AutoCloseable {

    /** @return one detection of each face with at least this score, best first */
    List<Detection> detect(Picture picture, double confidence, Progress progress);

    /** @return the landmarks of the face in the box; empty when the box shows no face */
    Optional<Landmarks> landmarks(Picture picture, Box box, Progress progress);

    /** @return more of the face in the box; empty when these networks do not know */
    Optional<FaceShape> shape(Picture picture, Box box, Progress progress);

    /** @param crop a face aligned by {@link ArcFaceAlignment}, {@value FaceAnalyzer#CROP_SIDE} pixels wide and high */
    Identity identify(Picture crop, Progress progress);

    /** @return SHA-256 of the recogniser's file */
    String recogniser();

    /** Closes the networks; they are opened again when they are needed again. */
    @Override
    void close();
}
