package io.github.arc2faceij.commands;

import io.github.arc2faceij.Arc2Face;
import io.github.arc2faceij.common.Arc2FaceException;
import io.github.arc2faceij.common.Progress;
import io.github.arc2faceij.face.Identity;
import io.github.arc2faceij.face.IdentityFile;
import io.github.arc2faceij.image.Photo;
import io.github.arc2faceij.image.Windows;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Somebody else, from an open image or a file.
 *
 * @param source for the recipe: {@code other.png, face 1} or {@code saved.npy, row 1}
 * @param identity who that is
 */
record OtherIdentity(String source, Identity identity) {

    private static final String SUFFIX = ".npy";

    /**
     * @param arc2face the model
     * @param text titles of open images and full paths of .npy files, separated by semicolons
     * @param progress asked whether to stop
     * @return the largest face of each image, or the one in its selection, and all rows of each file
     * @throws Arc2FaceException when there is nobody, or something cannot be found
     */
    static List<OtherIdentity> find(Arc2Face arc2face, String text, Progress progress) {
        List<OtherIdentity> others = new ArrayList<>();
        for (String part : text == null ? new String[0] : text.split(";")) {
            String name = part.strip();
            if (name.endsWith(SUFFIX)) {
                others.addAll(saved(name));
            } else if (!name.isEmpty()) {
                others.add(onImage(arc2face, name, progress));
            }
        }
        if (others.isEmpty()) {
            throw new Arc2FaceException("There is nobody to mix with. Give the title of another open image, or the full"
                    + " path of a .npy file that Compute Face IDs... saved.");
        }
        return others;
    }

    private static OtherIdentity onImage(Arc2Face arc2face, String title, Progress progress) {
        Photo photo = Photo.of(Windows.image(title));
        IdentifiedFace face = IdentifiedFace.find(arc2face, photo, ReferenceFace.choice(photo), progress)
                .get(0);
        return new OtherIdentity(face.source(), face.identity());
    }

    private static List<OtherIdentity> saved(String name) {
        Path file = SavePath.full(name);
        List<OtherIdentity> rows = new ArrayList<>();
        for (Identity identity : IdentityFile.read(file)) {
            rows.add(new OtherIdentity(file.getFileName() + ", row " + (rows.size() + 1), identity));
        }
        return rows;
    }
}
