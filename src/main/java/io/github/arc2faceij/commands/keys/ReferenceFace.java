package io.github.arc2faceij.commands.keys;

import io.github.arc2faceij.Arc2Face;
import io.github.arc2faceij.common.Arc2FaceException;
import io.github.arc2faceij.common.Picture;
import io.github.arc2faceij.common.Progress;
import io.github.arc2faceij.diffusion.Sampling;
import io.github.arc2faceij.face.Face;
import io.github.arc2faceij.face.FaceAnalyzer;
import io.github.arc2faceij.face.FaceChoice;
import io.github.arc2faceij.image.FaceSource;
import io.github.arc2faceij.image.Photo;
import io.github.arc2faceij.image.Windows;
import io.github.arc2faceij.pose.FfhqAlignment;
import java.util.List;

/**
 * The one face that is meant on an image which a key names: the one in its selection, else the largest.
 *
 * @param photo the image
 * @param face in the upright picture
 * @param source for recipes: {@code reference.png, face 1}
 */
public record ReferenceFace(Photo photo, Face face, String source) {

    /**
     * @param arc2face the model
     * @param text what a key says: title of an open image or full path of a file, and the face's number if it is not to
     *     be the selected or the largest one: {@code other.png, face 2}
     * @param progress asked whether to stop
     * @return that face
     * @throws Arc2FaceException when there is no such image or face
     */
    public static ReferenceFace find(Arc2Face arc2face, String text, Progress progress) {
        FaceSource place = FaceSource.ofKey(text);
        return find(arc2face, Photo.of(Windows.image(place.name())), place.number(), progress);
    }

    /**
     * @param arc2face the model
     * @param photo the image
     * @param number of the face as Detect Faces... counts; 0 for the one in the selection, else the largest
     * @param progress asked whether to stop
     * @return its face
     * @throws Arc2FaceException when there is none, or none in the selection
     */
    static ReferenceFace find(Arc2Face arc2face, Photo photo, int number, Progress progress) {
        List<Face> faces = arc2face.detect(photo.picture(), FaceAnalyzer.DEFAULT_CONFIDENCE, progress);
        String title = photo.image().getTitle();
        if (number > faces.size()) {
            throw new Arc2FaceException("\"" + title + "\" has no face " + number + ": " + faces.size()
                    + " were found. Detect Faces... shows the number of each face.");
        }
        Face face = number > 0
                ? faces.get(number - 1)
                : choice(photo).choose(faces, photo.selection()).get(0);
        String source = FaceSource.face(title, faces.indexOf(face) + 1).text();
        FaceNotes.tellTurn(source, face);
        return new ReferenceFace(photo, face, source);
    }

    /**
     * @param sampling which tells the size of the pictures to make
     * @param progress asked whether to stop
     * @return the face as those pictures show theirs, of their size
     * @throws io.github.arc2faceij.common.Arc2FaceException when the landmarks form no face
     */
    public Picture aligned(Sampling sampling, Progress progress) {
        return FfhqAlignment.surrounded(
                photo.picture(), face.landmarks(), sampling.width(), sampling.height(), progress);
    }

    /**
     * @param photo an image
     * @return which of its faces is meant
     */
    public static FaceChoice choice(Photo photo) {
        return photo.selection().isEmpty() ? FaceChoice.LARGEST : FaceChoice.SELECTION;
    }
}
