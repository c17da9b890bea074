package io.github.arc2faceij.commands.keys;

import io.github.arc2faceij.Arc2Face;
import io.github.arc2faceij.common.Arc2FaceException;
import io.github.arc2faceij.common.Picture;
import io.github.arc2faceij.common.Progress;
import io.github.arc2faceij.face.Face;
import io.github.arc2faceij.face.FaceAnalyzer;
import io.github.arc2faceij.face.FaceChoice;
import io.github.arc2faceij.image.FaceSource;
import java.util.ArrayList;
import java.util.List;

/** The largest face of each picture of a set. */
public final class SetFaces {

    private SetFaces() {}

    /** What is done with each picture. */
    @FunctionalInterface
    public interface Visitor {

        /**
         * @param index of the picture in the set, from 0
         * @param picture itself
         * @param face its largest face
         * @param source {@code a.png, face 1}
         * @param progress of this picture
         */
        void visit(int index, Picture picture, Face face, String source, Progress progress);
    }

    /**
     * @param arc2face the model
     * @param set pictures
     * @param progress told of each
     * @param visitor gets each picture with its face
     * @throws Arc2FaceException when a picture has no face: after all were looked at, with the numbers of those
     */
    public static void visit(Arc2Face arc2face, PictureSet set, Progress progress, Visitor visitor) {
        List<String> without = new ArrayList<>();
        for (int i = 0; i < set.size(); i++) {
            Progress part = progress.part((double) i / set.size(), (i + 1.0) / set.size());
            part.report("Looking for the face of " + set.called(i), 0);
            Picture picture = set.pictures().get(i).get();
            List<Face> faces = arc2face.detect(picture, FaceAnalyzer.DEFAULT_CONFIDENCE, part);
            if (faces.isEmpty()) {
                without.add(set.called(i));
            } else {
                Face face = FaceChoice.LARGEST.choose(faces, List.of()).get(0);
                String name = set.names().get(i);
                String source = FaceSource.face(name, faces.indexOf(face) + 1).text();
                FaceNotes.tellTurn(source, face);
                visitor.visit(i, picture, face, source, part.part(1, 1));
            }
        }
        if (!without.isEmpty()) {
            throw new Arc2FaceException("No face was found on " + String.join(", ", without) + " of " + set.size()
                    + ". Take these pictures out, or use ones in which the face looks towards the camera.");
        }
    }
}
