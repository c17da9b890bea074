package io.github.arc2faceij.commands.keys;

import io.github.arc2faceij.Arc2Face;
import io.github.arc2faceij.common.Arc2FaceException;
import io.github.arc2faceij.common.Progress;
import io.github.arc2faceij.face.Identity;
import io.github.arc2faceij.face.IdentityFile;
import io.github.arc2faceij.image.FaceSource;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Somebody else, from an open image or a file.
 *
 * @param source for the recipe: {@code other.png, face 1} or {@code saved.npy, row 1}
 * @param identity who that is
 */
public record OtherIdentity(String source, Identity identity) {

    /** How the names of files with identities end. */
    public static final String SUFFIX = ".npy";

    /**
     * @param arc2face the model
     * @param text titles of open images and full paths of files, separated as {@link PlaceList} says, each with the number of a face
     *     or row behind it where that one alone is meant: {@code other.png, face 2; /home/me/saved.npy, row 3}
     * @param progress asked whether to stop
     * @return the largest face of each image, or the one in its selection, and all rows of each .npy file
     * @throws Arc2FaceException when there is nobody, or something cannot be found
     */
    public static List<OtherIdentity> find(Arc2Face arc2face, String text, Progress progress) {
        List<OtherIdentity> others = new ArrayList<>();
        for (String part : PlaceList.of(text)) {
            FaceSource place = FaceSource.ofKey(part);
            if (place.name().endsWith(SUFFIX)) {
                others.addAll(saved(place));
            } else {
                others.add(onImage(arc2face, part, progress));
            }
        }
        if (others.isEmpty()) {
            throw new Arc2FaceException("There is nobody to mix with. Give the title of another open image, or the full"
                    + " path of a .npy file that Compute Face IDs... saved.");
        }
        return others;
    }

    private static OtherIdentity onImage(Arc2Face arc2face, String text, Progress progress) {
        ReferenceFace found = ReferenceFace.find(arc2face, text, progress);
        Identity identity = arc2face.identify(found.photo().picture(), found.face(), progress);
        FaceNotes.tellQuality(found.source(), arc2face.quality(found.photo().picture(), found.face(), progress));
        return new OtherIdentity(found.source(), identity);
    }

    private static List<OtherIdentity> saved(FaceSource place) {
        Path file = SavePath.full(place.name());
        List<OtherIdentity> rows = new ArrayList<>();
        for (Identity identity : IdentityFile.read(file)) {
            String source = FaceSource.row(file.getFileName().toString(), rows.size() + 1)
                    .text();
            rows.add(new OtherIdentity(source, identity));
        }
        if (place.number() > rows.size()) {
            throw new Arc2FaceException(
                    "\"" + file + "\" has no row " + place.number() + ": it has " + rows.size() + ".");
        }
        return place.number() == 0 ? rows : List.of(rows.get(place.number() - 1));
    }
}
