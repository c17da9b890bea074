package io.github.arc2faceij.space;

import io.github.arc2faceij.common.Arc2FaceException;
import io.github.arc2faceij.common.Progress;
import io.github.arc2faceij.face.Identity;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Identities that nobody has, each at a least cosine distance (1 - cosine) from the others and from given people. They are
 * drawn one by one, and those that come too near to one before are thrown away (dart throwing: Cook 1986,
 * doi:10.1145/7529.8927).
 *
 * @param people the identities, in the order in which they were drawn
 * @param tries of each: the number of the draw that gave it, from 1
 * @param tried how many were drawn in all
 */
public record InventedPeople(List<Identity> people, List<Integer> tries, int tried) {

    /** So many draws in a row that all come too near to somebody end the search. */
    static final int PATIENCE = 5000;

    /** So many are drawn before they are held against those before them, which is quicker than one by one. */
    private static final int BATCH = 256;

    /**
     * @param space from whose Gaussian they are drawn
     * @param count how many, 1 or more
     * @param distance least cosine distance, 0..2
     * @param apart people to keep away from, of the same recogniser
     * @param seed of the draws, 0 or more
     * @param progress told of it
     * @return that many people; the same for the same arguments
     * @throws Arc2FaceException when so many cannot be that far apart, with the bound, or when chance does not find them
     */
    public static InventedPeople draw(
            FaceSpace space, int count, double distance, List<Identity> apart, long seed, Progress progress) {
        return draw(space, count, distance, apart, distance, seed, progress);
    }

    /**
     * @param space from whose Gaussian they are drawn
     * @param count how many, 1 or more
     * @param distance least cosine distance to each other, 0..2
     * @param apart people to keep away from, of the same recogniser
     * @param fromApart least cosine distance to those, 0..2
     * @param seed of the draws, 0 or more
     * @param progress told of it
     * @return that many people; the same for the same arguments
     * @throws Arc2FaceException as the other one
     */
    public static InventedPeople draw(
            FaceSpace space,
            int count,
            double distance,
            List<Identity> apart,
            double fromApart,
            long seed,
            Progress progress) {
        requireDistance(distance);
        requireDistance(fromApart);
        apart.forEach(person -> person.requireSameRecogniser(space.recogniser()));
        requirePossible(count, space.dimensions(), 1 - distance, distance, "");
        SpaceNoise noise = new SpaceNoise(space, seed);
        return drawn(() -> space.identity(noise.scores()), count, distance, apart, fromApart, progress);
    }

    /**
     * Foils: people who are all equally similar to somebody. Each lies on the circle of that cosine around the target, c t
     * + sqrt(1 - c^2) u, in a direction u that is drawn from the space.
     *
     * @param space from whose Gaussian the directions are drawn
     * @param target somebody, of the same recogniser
     * @param cosine of each person to the target, -1..1, kept to 1e-6
     * @param count how many, 1 or more
     * @param distance least cosine distance to each other, 0..2
     * @param apart other people to keep away from, of the same recogniser
     * @param seed of the draws, 0 or more
     * @param progress told of it
     * @return that many people; the same for the same arguments
     * @throws Arc2FaceException as {@link #draw}
     */
    public static InventedPeople around(
            FaceSpace space,
            Identity target,
            double cosine,
            int count,
            double distance,
            List<Identity> apart,
            long seed,
            Progress progress) {
        target.requireSameRecogniser(space.recogniser());
        apart.forEach(person -> person.requireSameRecogniser(space.recogniser()));
        requireDistance(distance);
        if (!(cosine > -1 && cosine < 1)) {
            throw new Arc2FaceException("The similarity to the target must lie between -1 and 1, not " + cosine
                    + ": at 1 there is only the target itself, at -1 only its opposite.");
        }
        double sine2 = 1 - cosine * cosine;
        requirePossible(
                count,
                space.dimensions(),
                (1 - distance - cosine * cosine) / sine2,
                distance,
                ", all at a cosine of " + cosine + " to the target");
        double[] centre = Vectors.of(target);
        SpaceNoise noise = new SpaceNoise(space, seed);
        return drawn(
                () -> {
                    double[] drawn = Vectors.unit(space.point(noise.scores()));
                    double[] across = Vectors.unit(Vectors.plus(drawn, -Vectors.dot(drawn, centre), centre));
                    double[] point = Vectors.plus(Vectors.times(cosine, centre), Math.sqrt(sine2), across);
                    return Vectors.identity(point, space.recogniser(), space.norm());
                },
                count,
                distance,
                apart,
                distance,
                progress);
    }

    private static InventedPeople drawn(
            Supplier<Identity> next,
            int count,
            double distance,
            List<Identity> apart,
            double fromApart,
            Progress progress) {
        List<Identity> people = new ArrayList<>();
        List<Integer> tries = new ArrayList<>();
        DistanceSummary seen = new DistanceSummary();
        int tried = 0;
        try (Gallery gallery = new Gallery(people);
                Gallery others = new Gallery(apart)) {
            while (people.size() < count) {
                List<Identity> batch = Stream.generate(next).limit(BATCH).toList();
                double[] toPeople = gallery.nearest(batch, distance, progress);
                double[] toApart = others.nearest(batch, fromApart, progress);
                int before = people.size();
                for (int i = 0; i < batch.size() && people.size() < count; i++) {
                    progress.checkCancelled();
                    tried++;
                    Identity candidate = batch.get(i);
                    double nearest = Math.min(toPeople[i], nearest(candidate, people.subList(before, people.size())));
                    seen.add(Math.min(nearest, toApart[i]));
                    if (nearest >= distance && toApart[i] >= fromApart) {
                        people.add(candidate);
                        tries.add(tried);
                        progress.report("Person " + people.size() + "/" + count, (double) people.size() / count);
                    } else if (tried - last(tries) >= PATIENCE) {
                        throw new Arc2FaceException(
                                notFound(count, people.size(), Math.max(distance, fromApart), tried, seen));
                    }
                }
                people.subList(before, people.size()).forEach(gallery::add);
            }
        }
        return new InventedPeople(List.copyOf(people), List.copyOf(tries), tried);
    }

    private static int last(List<Integer> tries) {
        return tries.isEmpty() ? 0 : tries.get(tries.size() - 1);
    }

    /**
     * @param identity somebody
     * @param others of the same recogniser
     * @return the cosine distance to the nearest of them; 2, the largest there is, when there is nobody
     */
    public static double nearest(Identity identity, List<Identity> others) {
        return others.stream()
                .mapToDouble(other -> 1 - identity.cosine(other))
                .min()
                .orElse(2);
    }

    private static String notFound(int count, int found, double distance, int tried, DistanceSummary seen) {
        return String.format(
                Locale.ROOT,
                "Only %d of %d people with a least distance of %s were found: the last %d of %d draws all came nearer"
                        + " to somebody (%s). Ask for fewer people, a smaller distance, or draw from another"
                        + " face space.",
                found,
                count,
                distance,
                PATIENCE,
                tried,
                seen);
    }

    private static void requireDistance(double distance) {
        if (!(distance >= 0 && distance <= 2)) {
            throw new Arc2FaceException("The least distance must lie between 0 and 2, not " + distance
                    + ". It is 1 less the cosine, so 2 is the opposite direction.");
        }
    }

    private static void requirePossible(int count, int dimensions, double cosine, double distance, String where) {
        if (count < 1) {
            throw new Arc2FaceException("The number of people must be 1 or more, not " + count + ".");
        }
        double most = cosine < 1 ? SphereBound.most(dimensions, cosine) : Double.POSITIVE_INFINITY;
        if (count > most) {
            throw new Arc2FaceException(String.format(
                    Locale.ROOT,
                    "%d people cannot keep a distance of %s from each other%s: this face space has %d dimensions, in"
                            + " which %.0f directions can at most (%s). Ask for fewer people or a smaller distance.",
                    count,
                    distance,
                    where,
                    dimensions,
                    most,
                    SphereBound.why(cosine)));
        }
    }
}
