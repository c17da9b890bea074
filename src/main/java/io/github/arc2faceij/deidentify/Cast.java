package io.github.arc2faceij.deidentify;

import io.github.arc2faceij.common.Arc2FaceException;
import io.github.arc2faceij.common.Counted;
import io.github.arc2faceij.common.Progress;
import io.github.arc2faceij.face.Identity;
import io.github.arc2faceij.space.FaceSpace;
import io.github.arc2faceij.space.InventedPeople;
import java.util.ArrayList;
import java.util.List;

/**
 * The people on a series of photos, and who is invented for each. A face that is like a person of a photo before is
 * that person's, and has the same invented face; two faces on one photo are two people.
 */
public final class Cast {

    /** The cosine distance of two invented people: the bundled face space has hundreds of people at 0.3. */
    private static final double DISTINCT = 0.3;

    private final double same;
    private final List<Identity> people = new ArrayList<>();

    /**
     * @param same least cosine of two faces of one person, -1..1
     * @throws Arc2FaceException when it lies outside
     */
    public Cast(double same) {
        if (!(same >= -1 && same <= 1)) {
            throw new Arc2FaceException("The cosine of the same person must lie between -1 and 1, not " + same + ".");
        }
        this.same = same;
    }

    /**
     * @param faces all that are to be replaced on one photo
     * @return the number of each one's person, from 0
     */
    public List<Integer> add(List<FoundFace> faces) {
        List<Integer> numbers = new ArrayList<>();
        int before = people.size();
        for (FoundFace face : faces) {
            int nearest = -1;
            for (int i = 0; i < before; i++) {
                double cosine = face.identity().cosine(people.get(i));
                if (cosine >= same
                        && !numbers.contains(i)
                        && (nearest < 0 || cosine > face.identity().cosine(people.get(nearest)))) {
                    nearest = i;
                }
            }
            if (nearest < 0) {
                nearest = people.size();
                people.add(face.identity());
            }
            numbers.add(nearest);
        }
        return numbers;
    }

    /** @return the identity of each person's first face */
    public List<Identity> people() {
        return List.copyOf(people);
    }

    /**
     * @param space to draw from
     * @param distance least cosine distance from all people of the series, 0..2; from each other it is {@value #DISTINCT}
     * @param seed of the draws
     * @param progress asked whether to stop
     * @return somebody who does not exist for each person
     * @throws Arc2FaceException when so many cannot be found
     */
    public List<Identity> invent(FaceSpace space, double distance, long seed, Progress progress) {
        return InventedPeople.draw(space, people.size(), DISTINCT, people, distance, seed, progress)
                .people();
    }

    /**
     * @param saved people who do not exist, in the order in which they are to be used
     * @param distance least cosine distance from all people of the series, 0..2
     * @return one of them for each person; those who are nearer to somebody are passed over
     * @throws Arc2FaceException when there are not enough
     */
    public List<Identity> choose(List<Identity> saved, double distance) {
        List<Identity> chosen = saved.stream()
                .filter(identity -> InventedPeople.nearest(identity, people) >= distance)
                .limit(people.size())
                .toList();
        if (chosen.size() < people.size()) {
            throw new Arc2FaceException(
                    "The photos show " + Counted.of(people.size(), "person", "people") + ", but only "
                            + chosen.size() + " of the " + Counted.of(saved.size(), "person", "people")
                            + " in the file can be used: at a distance of " + distance
                            + " from all of them. Invent more people, or ask for a smaller distance.");
        }
        return chosen;
    }
}
