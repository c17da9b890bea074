package io.github.arc2faceij.deidentify;

import io.github.arc2faceij.face.Identity;
import java.util.List;

/**
 * What a recogniser makes of a face that was replaced.
 *
 * @param toOriginal cosine of the new face to the person who was there
 * @param toInvented cosine of the new face to the person who was drawn
 * @param rank of the person who was there, among all people of the series by their cosine to the new face: 1 when the
 *     recogniser still takes the new face for that person. Chance is (people + 1) / 2 on average
 */
public record Recognition(double toOriginal, double toInvented, int rank) {

    /**
     * @param now the identity of the new face
     * @param person who was there, by number
     * @param people of the series
     * @param invented who was drawn
     * @return the comparison
     */
    public static Recognition of(Identity now, int person, List<Identity> people, Identity invented) {
        double own = now.cosine(people.get(person));
        int rank = 1
                + (int) people.stream().filter(other -> now.cosine(other) > own).count();
        return new Recognition(own, now.cosine(invented), rank);
    }
}
