package io.github.arc2faceij.space;

import io.github.arc2faceij.common.Arc2FaceException;
import io.github.arc2faceij.face.Identity;

/**
 * Less or more of what makes somebody special: mean + level x (person - mean), normalised (Rhodes, Brennan and Carey 1987,
 * doi:10.1016/0010-0285(87)90016-8; opposites: Leopold et al. 2001, doi:10.1038/82947).
 */
public final class Caricature {

    private Caricature() {}

    /**
     * @param space whose mean is meant
     * @param person of the same recogniser
     * @param level 1 is the person, 0 the mean, between them an anti-caricature, above 1 a caricature, below 0 the opposite
     * @return the identity there, with the person's norm
     * @throws Arc2FaceException when the recognisers differ, the level is not finite, or nothing is left
     */
    public static Identity of(FaceSpace space, Identity person, double level) {
        person.requireSameRecogniser(space.recogniser());
        if (!Double.isFinite(level)) {
            throw new Arc2FaceException("The level of a caricature is a number such as 1.5, not " + level + ".");
        }
        double[] special = Vectors.plus(Vectors.of(person), -1, space.mean());
        return Vectors.identity(Vectors.plus(space.mean(), level, special), space.recogniser(), person.norm());
    }
}
