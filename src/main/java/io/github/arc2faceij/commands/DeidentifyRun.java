package io.github.arc2faceij.commands;

import ij.IJ;
import ij.ImagePlus;
import io.github.arc2faceij.Arc2Face;
import io.github.arc2faceij.Generation;
import io.github.arc2faceij.commands.keys.FaceNotes;
import io.github.arc2faceij.commands.result.ReplacedFaces;
import io.github.arc2faceij.common.Arc2FaceException;
import io.github.arc2faceij.common.Counted;
import io.github.arc2faceij.common.Picture;
import io.github.arc2faceij.common.Progress;
import io.github.arc2faceij.deidentify.Cast;
import io.github.arc2faceij.deidentify.Deidentifier;
import io.github.arc2faceij.deidentify.FoundFace;
import io.github.arc2faceij.diffusion.Sampling;
import io.github.arc2faceij.face.Face;
import io.github.arc2faceij.face.FaceAnalyzer;
import io.github.arc2faceij.face.FaceChoice;
import io.github.arc2faceij.face.FaceSearch;
import io.github.arc2faceij.face.Identity;
import io.github.arc2faceij.image.FaceSource;
import io.github.arc2faceij.image.Photo;
import io.github.arc2faceij.image.PictureStack;
import io.github.arc2faceij.request.GenerationRequest;
import java.util.List;

/**
 * The photos of a series, one or many: first all faces are found, then people are invented who are like none of them, and
 * then each photo gets its new faces.
 *
 * @param arc2face the model
 * @param choice which faces are replaced
 * @param search whether small faces are looked for
 * @param sampling of one picture for each face
 * @param strength how much of a face the noise hides at the start
 * @param cast who is on the photos
 */
record DeidentifyRun(
        Arc2Face arc2face, FaceChoice choice, FaceSearch search, Sampling sampling, double strength, Cast cast) {

    /**
     * What is to be replaced on a photo.
     *
     * @param faces of the upright photo
     * @param people the number of each face's person in the cast
     */
    record Found(List<FoundFace> faces, List<Integer> people) {}

    /**
     * @param image an open photo
     * @param progress told of its faces
     * @return which can be replaced; their people are in the cast now
     * @throws Arc2FaceException when the image is no photo of 8 bits, shows no face, or a chosen face cannot be replaced
     */
    Found find(ImagePlus image, Progress progress) {
        Photo photo = photo(image);
        List<Face> all = arc2face.detect(photo.picture(), FaceAnalyzer.DEFAULT_CONFIDENCE, search, progress);
        List<Face> chosen = choice.choose(all, photo.selection());
        List<FoundFace> faces = FoundFace.of(arc2face, photo.picture(), all, chosen, progress);
        for (FoundFace face : faces) {
            String source = FaceSource.face(image.getTitle(), face.number()).text();
            FaceNotes.tellQuality(source, arc2face.quality(photo.picture(), face.face(), progress));
        }
        if (chosen.size() < all.size()) {
            IJ.log(image.getTitle() + ": "
                    + Counted.of(
                            all.size() - chosen.size(),
                            "face stays as it is, because it was not chosen.",
                            "faces stay as they are, because they were not chosen."));
        }
        return new Found(faces, cast.add(faces));
    }

    /**
     * What is to be drawn, and how it gets into the photo.
     *
     * @param deidentifier of the photo
     * @param requests for each face
     */
    record Plan(Deidentifier deidentifier, List<GenerationRequest> requests) {}

    /**
     * @param image the photo
     * @param found its faces
     * @param invented who is invented for each person of the cast
     * @param progress asked whether to stop
     * @return what to draw
     */
    Plan plan(ImagePlus image, Found found, List<Identity> invented, Progress progress) {
        List<Identity> people = found.people().stream().map(invented::get).toList();
        Deidentifier deidentifier =
                new Deidentifier(arc2face, Photo.of(image).picture(), found.faces(), sampling.width(), progress);
        return new Plan(deidentifier, deidentifier.requests(people, sampling, strength));
    }

    /**
     * @param title of the result
     * @param plan what to draw
     * @param progress told of the steps
     * @return the upright photo with new faces, of which nothing but the pixels around them is the photo's
     */
    ImagePlus draw(String title, Plan plan, Progress progress) {
        Generation faces = arc2face.generateFrames(plan.requests(), progress);
        Picture result = plan.deidentifier().insert(faces.pictures());
        String label = "synthetic faces: " + faces.pictures().size() + ", seed " + sampling.seed() + ", "
                + sampling.sampler().label() + ", " + sampling.steps() + " steps";
        return PictureStack.of(
                title, List.of(result), List.of(label), faces.recipe().compositeJson());
    }

    /**
     * @param image the photo
     * @return of the image with new faces
     */
    static String title(ImagePlus image) {
        return "De-identified " + image.getTitle();
    }

    /**
     * Says in the table what a recogniser still knows.
     *
     * @param name of the photo
     * @param result the photo with new faces
     * @param found its faces before
     * @param invented who was invented for each person of the cast
     * @param table gets a row for each face
     * @param progress asked whether to stop
     */
    void measure(
            String name,
            ImagePlus result,
            Found found,
            List<Identity> invented,
            ReplacedFaces table,
            Progress progress) {
        Picture picture = Photo.of(result).picture();
        List<Face> now = arc2face.detect(picture, FaceAnalyzer.DEFAULT_CONFIDENCE, search, progress);
        for (int i = 0; i < found.faces().size(); i++) {
            FoundFace face = found.faces().get(i);
            int person = found.people().get(i);
            table.add(
                    name,
                    face,
                    person,
                    cast.people(),
                    invented.get(person),
                    face.in(now).map(there -> arc2face.identify(picture, there, progress)));
        }
    }

    private static Photo photo(ImagePlus image) {
        if (image != null && image.getStackSize() > 1) {
            throw new Arc2FaceException("\"" + image.getTitle() + "\" is a stack of " + image.getStackSize()
                    + " slices, and one photo at a time is de-identified. Duplicate one slice (Image > Duplicate...), or"
                    + " save the slices as files (File > Save As > Image Sequence...) and give their folder.");
        }
        Photo photo = Photo.of(image);
        if (image.getBitDepth() != 8 && image.getBitDepth() != 24) {
            throw new Arc2FaceException(
                    "\"" + image.getTitle() + "\" has " + image.getBitDepth()
                            + " bits a pixel, but faces are drawn in 8-bit grey or RGB colour. Convert it first (Image > Type).");
        }
        return photo;
    }
}
