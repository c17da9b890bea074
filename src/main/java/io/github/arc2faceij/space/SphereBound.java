package io.github.arc2faceij.space;

/**
 * How many directions can keep an angle from each other in so many dimensions: bounds that hold for any choice.
 *
 * <p>Where the cosine c is at most 0, Rankin 1955 (doi:10.1017/S2040618500033219): the sum of n unit vectors has a length
 * of 0 or more, n + n (n - 1) c is not less than the length's square, so n is at most 1 - 1/c for c below 0, and never more
 * than dimensions + 1; at c = 0 it is at most twice the dimensions. Where c is above 0, the caps of half the angle around
 * the directions do not overlap, so n is at most the sphere's area by a cap's.
 */
final class SphereBound {

    private static final int STEPS = 4096;

    private static final double ROUNDING = 1e-9;

    private SphereBound() {}

    /**
     * @param dimensions of the space, 1 or more
     * @param cosine that no two directions may exceed, below 1
     * @return the most directions; infinite for more than a double can tell
     */
    static double most(int dimensions, double cosine) {
        if (cosine < -1 - ROUNDING) {
            return 1;
        }
        if (dimensions == 1) {
            return 2;
        }
        if (cosine < -ROUNDING) {
            return Math.min(dimensions + 1.0, Math.floor(1 - 1 / cosine + ROUNDING));
        }
        if (cosine <= ROUNDING) {
            return 2.0 * dimensions;
        }
        return Math.floor(1 / capShare(dimensions, Math.acos(cosine) / 2) + ROUNDING);
    }

    /**
     * @param cosine that no two directions may exceed, below 1
     * @return why {@link #most} is a bound, a clause
     */
    static String why(double cosine) {
        if (cosine < -ROUNDING) {
            return "the sum of more directions that point away from each other would be shorter than nothing";
        }
        return cosine <= ROUNDING
                ? "at right angles or more there is room for two in each dimension"
                : "the caps of half that angle around more directions would overlap on the sphere";
    }

    /** Share of a sphere in a cap: the integral of sin^(dimensions - 2) from 0 to its half-angle, by that up to pi (Simpson). */
    private static double capShare(int dimensions, double angle) {
        return integral(dimensions - 2, angle) / integral(dimensions - 2, Math.PI);
    }

    private static double integral(int power, double to) {
        double sum = 0;
        for (int i = 0; i <= STEPS; i++) {
            int weight = i == 0 || i == STEPS ? 1 : i % 2 == 1 ? 4 : 2;
            sum += weight * Math.pow(Math.sin(to * i / STEPS), power);
        }
        return sum * to / STEPS / 3;
    }
}
