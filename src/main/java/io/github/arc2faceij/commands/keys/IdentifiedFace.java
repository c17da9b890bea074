package io.github.arc2faceij.commands.keys;

import ij.IJ;
import io.github.arc2faceij.Arc2Face;
import io.github.arc2faceij.common.Landmarks;
import io.github.arc2faceij.common.Progress;
import io.github.arc2faceij.diffusion.Sampling;
import io.github.arc2faceij.face.Face;
import io.github.arc2faceij.face.FaceAnalyzer;
import io.github.arc2faceij.face.FaceChoice;
import io.github.arc2faceij.face.FaceQuality;
import io.github.arc2faceij.face.FaceSearch;
import io.github.arc2faceij.face.Identity;
import io.github.arc2faceij.image.FaceSource;
import io.github.arc2faceij.image.Photo;
import io.github.arc2faceij.pose.HeadFit;
import io.github.arc2faceij.pose.HeadPoints;
import io.github.arc2faceij.request.GenerationRequest;
import java.util.ArrayList;
import java.util.List;

/**
 * A face that was found in an open image, and who it is.
 *
 * @param image the image's title
 * @param number of the face, from 1, as Detect Faces... counts with its default confidence
 * @param face in pixels of the image
 * @param identity of the face
 * @param quality how well the photo shows it
 */
public record IdentifiedFace(String image, int number, Face face, Identity identity, FaceQuality quality) {

    /**
     * @param arc2face the model
     * @param photo an open image
     * @param choice which of its faces
     * @param search whether to look for small faces
     * @param progress told of it
     * @return the chosen faces, at least one
     * @throws io.github.arc2faceij.common.Arc2FaceException when there is none
     */
    public static List<IdentifiedFace> find(
            Arc2Face arc2face, Photo photo, FaceChoice choice, FaceSearch search, Progress progress) {
        return find(arc2face, photo, choice, search, false, progress);
    }

    /**
     * @param arc2face the model
     * @param photo an open image
     * @param choice which of its faces
     * @param search whether to look for small faces
     * @param mayBeNobody whether the photo may show no face at all, which the Log says then
     * @param progress told of it
     * @return the chosen faces
     * @throws io.github.arc2faceij.common.Arc2FaceException when there is none but should be
     */
    public static List<IdentifiedFace> find(
            Arc2Face arc2face,
            Photo photo,
            FaceChoice choice,
            FaceSearch search,
            boolean mayBeNobody,
            Progress progress) {
        List<Face> all =
                arc2face.detect(photo.picture(), FaceAnalyzer.DEFAULT_CONFIDENCE, search, progress.part(0, 0.5));
        if (all.isEmpty() && mayBeNobody) {
            IJ.log("There is no face on \"" + photo.image().getTitle()
                    + "\", so the pictures show nobody in particular.");
            return List.of();
        }
        List<Face> chosen = choice.choose(all, photo.selection());
        List<IdentifiedFace> identified = new ArrayList<>();
        for (Face face : chosen) {
            double done = (double) identified.size() / chosen.size();
            Identity identity = arc2face.identify(photo.picture(), face, progress.part(0.5 + done / 2, 1));
            FaceQuality quality = arc2face.quality(photo.picture(), face, progress);
            IdentifiedFace found = new IdentifiedFace(
                    photo.image().getTitle(), all.indexOf(face) + 1, photo.inImage(face), identity, quality);
            FaceNotes.tellTurn(found.source(), face);
            FaceNotes.tellQuality(found.source(), quality);
            identified.add(found);
        }
        return identified;
    }

    /**
     * @param sampling how many pictures to make, and how
     * @param search by which the face was found
     * @return what asks for pictures of that person, and says in the recipe what is to be known of the photo
     */
    public GenerationRequest request(Sampling sampling, FaceSearch search) {
        return new GenerationRequest(identity, source(), sampling).withPhoto(search, quality.warning());
    }

    /**
     * @param arc2face the model
     * @param photo where the face was found
     * @return the head that fits it best
     * @throws io.github.arc2faceij.common.Arc2FaceException when no head fits, or it is turned too far
     */
    public HeadFit head(Arc2Face arc2face, Photo photo) {
        return arc2face.fitHead(HeadPoints.of(new Landmarks(
                face.landmarks().points().stream().map(photo::upright).toList())));
    }

    /** @return for recipes and tables: {@code astronaut.png, face 1} */
    public String source() {
        return FaceSource.face(image, number).text();
    }
}
