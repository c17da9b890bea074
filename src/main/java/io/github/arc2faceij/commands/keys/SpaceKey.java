package io.github.arc2faceij.commands.keys;

import io.github.arc2faceij.Arc2Face;
import io.github.arc2faceij.common.Arc2FaceException;
import io.github.arc2faceij.common.Progress;
import io.github.arc2faceij.face.Identity;
import io.github.arc2faceij.space.FaceSpace;
import io.github.arc2faceij.space.FaceSpaceFile;
import java.util.List;

/** The face space that a key names, and the people around it. */
public final class SpaceKey {

    private SpaceKey() {}

    /**
     * @param text full path of a .npz file, or empty for the bundled face space
     * @param arc2face the model of the options
     * @param progress asked whether to stop
     * @return that space
     * @throws Arc2FaceException when it cannot be read, or does not fit the model
     */
    public static FaceSpace of(String text, Arc2Face arc2face, Progress progress) {
        boolean bundled = text == null || text.isBlank();
        FaceSpace space = bundled ? FaceSpaceFile.bundled() : FaceSpaceFile.read(SavePath.full(text.strip()));
        if (!space.recogniser().equals(arc2face.recogniser(progress))) {
            throw new Arc2FaceException(
                    "The " + (bundled ? "bundled face space" : "face space \"" + text.strip() + "\"")
                            + " is not of the recogniser of this model, so its people would be nobody to it. Make one from photos"
                            + " with Face Space..., or choose the model that it was made with in Edit > Options > Arc2Face....");
        }
        return space;
    }

    /**
     * @param text as {@link OtherIdentity#find} takes it, or empty
     * @param arc2face the model of the options
     * @param progress asked whether to stop
     * @return these people; nobody for an empty text
     */
    public static List<OtherIdentity> people(String text, Arc2Face arc2face, Progress progress) {
        return PlaceList.of(text).isEmpty() ? List.of() : OtherIdentity.find(arc2face, text, progress);
    }

    /**
     * @param people from images and files
     * @return who they are
     */
    public static List<Identity> identities(List<OtherIdentity> people) {
        return people.stream().map(OtherIdentity::identity).toList();
    }
}
