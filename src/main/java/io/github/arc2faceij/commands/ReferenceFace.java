package io.github.arc2faceij.commands;

import io.github.arc2faceij.Arc2Face;
import io.github.arc2faceij.common.Progress;
import io.github.arc2faceij.face.Face;
import io.github.arc2faceij.face.FaceAnalyzer;
import io.github.arc2faceij.face.FaceChoice;
import io.github.arc2faceij.image.Photo;
import java.util.List;

/**
 * The one face that is meant on an image which a key names: the one in its selection, else the largest.
 *
 * @param photo the image
 * @param face in the upright picture
 * @param source for recipes: {@code reference.png, face 1}
 */
record ReferenceFace(Photo photo, Face face, String source) {

    /**
     * @param arc2face the model
     * @param photo the image
     * @param progress asked whether to stop
     * @return its face
     * @throws io.github.arc2faceij.common.Arc2FaceException when there is none, or none in the selection
     */
    static ReferenceFace find(Arc2Face arc2face, Photo photo, Progress progress) {
        List<Face> faces = arc2face.detect(photo.picture(), FaceAnalyzer.DEFAULT_CONFIDENCE, progress);
        Face face = choice(photo).choose(faces, photo.selection()).get(0);
        return new ReferenceFace(photo, face, photo.image().getTitle() + ", face " + (faces.indexOf(face) + 1));
    }

    /**
     * @param photo an image
     * @return which of its faces is meant
     */
    static FaceChoice choice(Photo photo) {
        return photo.selection().isPresent() ? FaceChoice.SELECTION : FaceChoice.LARGEST;
    }
}
