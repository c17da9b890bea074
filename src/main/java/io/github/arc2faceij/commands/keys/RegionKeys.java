package io.github.arc2faceij.commands.keys;

import ij.IJ;
import ij.ImagePlus;
import ij.gui.Roi;
import io.github.arc2faceij.Arc2Face;
import io.github.arc2faceij.common.Arc2FaceException;
import io.github.arc2faceij.common.Counted;
import io.github.arc2faceij.common.Progress;
import io.github.arc2faceij.condition.regions.RegionMask;
import io.github.arc2faceij.condition.regions.RegionsCondition;
import io.github.arc2faceij.diffusion.Sampling;
import io.github.arc2faceij.face.Face;
import io.github.arc2faceij.face.FaceAnalyzer;
import io.github.arc2faceij.face.FaceChoice;
import io.github.arc2faceij.face.FaceSearch;
import io.github.arc2faceij.image.FaceSource;
import io.github.arc2faceij.image.Photo;
import io.github.arc2faceij.image.Regions;
import io.github.arc2faceij.image.RoiFile;
import io.github.arc2faceij.image.Windows;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Who is where, as the keys people, regions and feather say.
 *
 * @param people images and files, separated as {@link PlaceList} says
 * @param regions path of a file with ROIs, or title or path of an image whose pixels are numbers of regions; empty for the
 *     ROIs of the canvas
 * @param feather how soft the edges of the regions are, in pixels of the pictures
 */
public record RegionKeys(String people, String regions, double feather) {

    private static final double SOFTEST = 200;

    /**
     * @param arc2face the model
     * @param canvas that regions are drawn on; null when none is open
     * @param choice which faces of an image are meant where no number is given
     * @param search whether to look for small faces
     * @param sampling which tells the size of the pictures to make
     * @param progress told of faces
     * @return the people in their regions
     * @throws Arc2FaceException when somebody or a region cannot be found, or there are more people than regions
     */
    public RegionsCondition find(
            Arc2Face arc2face,
            ImagePlus canvas,
            FaceChoice choice,
            FaceSearch search,
            Sampling sampling,
            Progress progress) {
        if (!(feather >= 0 && feather <= SOFTEST)) {
            throw new Arc2FaceException("The feather cannot be " + feather + ". Give 0 to " + (int) SOFTEST + ".");
        }
        List<RegionMask> masks = regions(canvas, sampling.width(), sampling.height())
                .masks(sampling.width(), sampling.height(), feather);
        if (masks.size() > RegionsCondition.MOST) {
            throw new Arc2FaceException("There are " + masks.size()
                    + " regions, but each costs time and memory. Give 1 to " + RegionsCondition.MOST + ".");
        }
        List<OtherIdentity> all = people(arc2face, choice, search, progress);
        if (all.size() > masks.size()) {
            throw new Arc2FaceException(Counted.of(all.size(), "person is", "people are") + " given, but only "
                    + Counted.of(masks.size(), "region", "regions")
                    + ". Draw a region for each of them, in their order.");
        }
        if (all.size() < masks.size()) {
            IJ.log("Only the first " + all.size() + " of " + masks.size()
                    + " regions are used: there are no more people.");
        }
        List<RegionsCondition.Person> placed = new ArrayList<>();
        for (OtherIdentity person : all) {
            placed.add(new RegionsCondition.Person(person.identity(), person.source(), masks.get(placed.size())));
        }
        return new RegionsCondition(placed);
    }

    /**
     * @param canvas that regions are drawn on
     * @return their outlines there, in their order
     * @throws Arc2FaceException when there are no regions
     */
    public List<Roi> outlines(ImagePlus canvas) {
        return regions(canvas, canvas.getWidth(), canvas.getHeight()).outlines(canvas);
    }

    /**
     * Computes no identities.
     *
     * @param arc2face the model
     * @param choice which faces of an image are meant where no number is given
     * @param search whether to look for small faces
     * @param progress told of faces
     * @return the sources of the people, in their order; may be empty
     * @throws Arc2FaceException when somebody cannot be found
     */
    public List<String> sources(Arc2Face arc2face, FaceChoice choice, FaceSearch search, Progress progress) {
        List<String> sources = new ArrayList<>();
        for (String part : PlaceList.of(people)) {
            FaceSource place = FaceSource.ofKey(part);
            if (place.name().endsWith(OtherIdentity.SUFFIX)) {
                OtherIdentity.find(arc2face, part, progress).forEach(person -> sources.add(person.source()));
            } else if (place.number() > 0) {
                sources.add(place.text());
            } else {
                Photo photo = Photo.of(Windows.image(place.name()));
                List<Face> all = arc2face.detect(photo.picture(), FaceAnalyzer.DEFAULT_CONFIDENCE, search, progress);
                choice.choose(all, photo.selection())
                        .forEach(face ->
                                sources.add(FaceSource.face(photo.image().getTitle(), all.indexOf(face) + 1)
                                        .text()));
            }
        }
        return sources;
    }

    private Regions regions(ImagePlus canvas, int width, int height) {
        String text = regions == null ? "" : regions.strip();
        if (text.isEmpty() && canvas == null) {
            throw new Arc2FaceException("There is no image with regions. Open one and draw a closed selection for each"
                    + " person, or give regions=[full path of a file with ROIs].");
        }
        if (text.isEmpty()) {
            return Regions.of(canvas);
        }
        if (RoiFile.isNamed(text)) {
            Path file = SavePath.full(text);
            return Regions.ofRois(
                    RoiFile.read(file),
                    canvas == null ? width : canvas.getWidth(),
                    canvas == null ? height : canvas.getHeight());
        }
        return Regions.ofLabels(Windows.image(text));
    }

    private List<OtherIdentity> people(Arc2Face arc2face, FaceChoice choice, FaceSearch search, Progress progress) {
        List<OtherIdentity> all = new ArrayList<>();
        for (String part : PlaceList.of(people)) {
            FaceSource place = FaceSource.ofKey(part);
            if (place.number() > 0 || place.name().endsWith(OtherIdentity.SUFFIX)) {
                all.addAll(OtherIdentity.find(arc2face, part, progress));
            } else {
                Photo photo = Photo.of(Windows.image(place.name()));
                IdentifiedFace.find(arc2face, photo, choice, search, progress)
                        .forEach(face -> all.add(new OtherIdentity(face.source(), face.identity())));
            }
        }
        if (all.isEmpty()) {
            throw new Arc2FaceException(
                    "There is nobody to draw. Give people=[titles of open images with their faces, or"
                            + " full paths of .npy files that Compute Face IDs... saved, separated by semicolons].");
        }
        return all;
    }
}
