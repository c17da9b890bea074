package io.github.arc2faceij.commands.keys;

import io.github.arc2faceij.Arc2Face;
import io.github.arc2faceij.common.Progress;
import io.github.arc2faceij.condition.Sources.Shown;
import io.github.arc2faceij.image.FaceSource;
import io.github.arc2faceij.image.Photo;
import io.github.arc2faceij.image.Windows;
import java.util.List;
import java.util.Optional;

/** What an image or a file that a key or a recipe names shows: a picture, a face in one, or identities. */
final class ShownImage {

    private ShownImage() {}

    /**
     * @param arc2face the model
     * @param text title of an open image or full path of a file, with the number of a face or row behind it where it matters
     * @param person whether a face is meant, also where no number is given: the one in the selection, else the largest
     * @param progress asked whether to stop
     * @return the image; of a .npy file each row
     * @throws io.github.arc2faceij.common.Arc2FaceException when there is no such image, file or face
     */
    static List<Shown> find(Arc2Face arc2face, String text, boolean person, Progress progress) {
        FaceSource place = FaceSource.ofKey(text);
        if (place.name().endsWith(OtherIdentity.SUFFIX)) {
            return OtherIdentity.find(arc2face, text, progress).stream()
                    .map(other -> new Shown(
                            Optional.empty(), Optional.empty(), Optional.of(other.identity()), other.source()))
                    .toList();
        }
        Photo photo = Photo.of(Windows.image(place.name()));
        return List.of(of(arc2face, photo, place.number(), person, progress));
    }

    /**
     * @param arc2face the model
     * @param photo an image
     * @param number of the face that is meant; 0 for none
     * @param person whether a face is meant although there is no number
     * @param progress asked whether to stop
     * @return what it shows
     * @throws io.github.arc2faceij.common.Arc2FaceException when there is no such face
     */
    static Shown of(Arc2Face arc2face, Photo photo, int number, boolean person, Progress progress) {
        if (number == 0 && !person) {
            return new Shown(
                    Optional.of(photo.picture()),
                    Optional.empty(),
                    Optional.empty(),
                    photo.image().getTitle());
        }
        ReferenceFace found = ReferenceFace.find(arc2face, photo, number, progress);
        return new Shown(Optional.of(photo.picture()), Optional.of(found.face()), Optional.empty(), found.source());
    }
}
