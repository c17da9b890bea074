package io.github.arc2faceij.commands.keys;

import io.github.arc2faceij.Arc2Face;
import io.github.arc2faceij.common.Progress;
import io.github.arc2faceij.face.Identity;
import io.github.arc2faceij.space.FaceSpace;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The face space that a key names, and the people around it. */
public final class SpaceKey {

    private SpaceKey() {}

    /**
     * @param text full path of a .npz file, or empty for the bundled face space
     * @param arc2face the model of the options
     * @param progress asked whether to stop
     * @return that space
     * @throws io.github.arc2faceij.common.Arc2FaceException when it cannot be read, or does not fit the model
     */
    public static FaceSpace of(String text, Arc2Face arc2face, Progress progress) {
        Optional<Path> file =
                text == null || text.isBlank() ? Optional.empty() : Optional.of(SavePath.full(text.strip()));
        return arc2face.faceSpace(file, progress);
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
