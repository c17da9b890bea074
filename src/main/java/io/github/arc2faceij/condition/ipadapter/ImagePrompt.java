package io.github.arc2faceij.condition.ipadapter;

import io.github.arc2faceij.common.Picture;
import io.github.arc2faceij.face.Face;
import io.github.arc2faceij.face.Identity;
import java.util.Optional;

/**
 * A picture or a person that an IP-Adapter shows to the model.
 *
 * @param picture what is shown; an adapter for faces may do with an identity alone
 * @param face in the picture: who is meant, for adapters that know faces; others see this face alone, cut out as FFHQ does it
 * @param identity by the recogniser that FaceID was trained with, if it is known; else it is computed from the face
 * @param region where in the new pictures it is seen; everywhere if there is none
 * @param source where it came from, for the recipe: {@code style.png} or {@code photo.png, face 2}
 */
public record ImagePrompt(
        Optional<Picture> picture,
        Optional<Face> face,
        Optional<Identity> identity,
        Optional<AdapterMask> region,
        String source) {

    /**
     * A whole picture.
     *
     * @param picture any
     * @param source where it came from
     */
    public ImagePrompt(Picture picture, String source) {
        this(Optional.of(picture), Optional.empty(), Optional.empty(), Optional.empty(), source);
    }

    /**
     * A person.
     *
     * @param picture with the face
     * @param face in the picture
     * @param source where it came from
     */
    public ImagePrompt(Picture picture, Face face, String source) {
        this(Optional.of(picture), Optional.of(face), Optional.empty(), Optional.empty(), source);
    }

    /**
     * A person whose picture is not known.
     *
     * @param identity by the recogniser that FaceID was trained with
     * @param source where it came from
     */
    public ImagePrompt(Identity identity, String source) {
        this(Optional.empty(), Optional.empty(), Optional.of(identity), Optional.empty(), source);
    }

    /**
     * @param mask where to be seen
     * @return the same in that region alone
     */
    public ImagePrompt in(AdapterMask mask) {
        return new ImagePrompt(picture, face, identity, Optional.of(mask), source);
    }
}
