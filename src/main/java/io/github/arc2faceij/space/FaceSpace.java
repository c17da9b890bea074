package io.github.arc2faceij.space;

import io.github.arc2faceij.common.Arc2FaceException;
import io.github.arc2faceij.face.Identity;
import io.github.arc2faceij.opencv.ThinSvd;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A face space (Valentine 1991, doi:10.1080/14640749108400966): the mean of many identities and the axes along which they
 * differ most. The axes are the principal components, from a thin singular value decomposition in double precision of the
 * identities less their mean; a deviation is a singular value by the root of n - 1.
 *
 * <pre>{@code
 * FaceSpace space = FaceSpace.of(identities);
 * Identity typical = space.identity();             // the mean
 * Identity other = space.identity(2, 0, -1);       // two deviations along the first axis, one back along the third
 * }</pre>
 *
 * @param mean [512]; not of unit length
 * @param axes [k][512], of unit length and at right angles, k is 1..512
 * @param deviations [k], standard deviations of the identities along the axes, the largest first, all more than 0
 * @param variance of the identities along all axes there are, also those that are not kept
 * @param faces of how many identities it was made
 * @param norm mean length of their embeddings before they were normalised; people of this space get it
 * @param recogniser SHA-256 of the recogniser's file, 64 lower-case hexadecimal digits
 */
public record FaceSpace(
        double[] mean,
        double[][] axes,
        double[] deviations,
        double variance,
        int faces,
        double norm,
        String recogniser) {

    /** The fewest identities that have axes at all. */
    public static final int LEAST_FACES = 3;

    /** With fewer, the axes tell more about these people than about people. */
    public static final int FEW_FACES = 50;

    /** Axes with less than this share of the first deviation are rounding errors of float32. */
    private static final double LEAST_DEVIATION = 1e-5;

    /**
     * @param identities at least {@value #LEAST_FACES}, all of the same recogniser
     * @return their space, with n - 1 axes or fewer
     * @throws Arc2FaceException when there are too few, recognisers are mixed, or all are the same
     */
    public static FaceSpace of(List<Identity> identities) {
        int n = identities.size();
        if (n < LEAST_FACES) {
            throw new Arc2FaceException("A face space needs at least " + LEAST_FACES + " faces, and better " + FEW_FACES
                    + " or more, not " + n + ". Add photos of other people.");
        }
        String recogniser = identities.get(0).recogniser();
        identities.forEach(identity -> identity.requireSameRecogniser(recogniser));
        double[][] rows = identities.stream().map(Vectors::of).toArray(double[][]::new);
        double[] mean = mean(rows);
        ThinSvd svd = ThinSvd.of(centred(rows, mean), n);
        double[] deviations = Arrays.stream(svd.values())
                .map(value -> value / Math.sqrt(n - 1.0))
                .toArray();
        int kept = (int) Arrays.stream(deviations)
                .filter(value -> value > Math.max(LEAST_DEVIATION * deviations[0], 1e-6))
                .limit(n - 1L)
                .count();
        if (kept == 0) {
            throw new Arc2FaceException(
                    "All " + n + " identities are the same, so there is no space between them. Give other faces.");
        }
        return new FaceSpace(
                mean,
                Arrays.copyOf(svd.right(), kept),
                Arrays.copyOf(deviations, kept),
                Arrays.stream(deviations).map(value -> value * value).sum(),
                n,
                identities.stream().mapToDouble(Identity::norm).average().orElseThrow(),
                recogniser);
    }

    /**
     * @param most how many axes to keep at most, 1 or more
     * @return the same space without its last axes
     */
    public FaceSpace first(int most) {
        int kept = Math.min(most, axes.length);
        return new FaceSpace(
                mean, Arrays.copyOf(axes, kept), Arrays.copyOf(deviations, kept), variance, faces, norm, recogniser);
    }

    /**
     * @param axis from 0
     * @return its share of the variance, 0..1
     */
    public double explained(int axis) {
        return deviations[axis] * deviations[axis] / variance;
    }

    /**
     * @param scores how many deviations to go along each axis, the first one first; axes without a score stay at the mean
     * @return mean + sum of scores x deviation x axis, normalised
     * @throws Arc2FaceException when there are more scores than axes, or one is not finite
     */
    public Identity identity(double... scores) {
        if (scores.length > axes.length) {
            throw new Arc2FaceException("This face space has " + axes.length + " axes, but " + scores.length
                    + " scores were given. Give a score for each axis at most.");
        }
        return Vectors.identity(point(scores), recogniser, norm);
    }

    /** Where the scores lead, before it is brought to unit length. */
    double[] point(double[] scores) {
        double[] point = mean.clone();
        for (int axis = 0; axis < scores.length; axis++) {
            point = Vectors.plus(point, scores[axis] * deviations[axis], axes[axis]);
        }
        return point;
    }

    /**
     * @param identity of the same recogniser
     * @return [k], where it lies along each axis, in deviations from the mean
     * @throws Arc2FaceException when it comes from another recogniser
     */
    public double[] scores(Identity identity) {
        identity.requireSameRecogniser(recogniser);
        double[] difference = Vectors.plus(Vectors.of(identity), -1, mean);
        return IntStream.range(0, axes.length)
                .mapToDouble(axis -> Vectors.dot(difference, axes[axis]) / deviations[axis])
                .toArray();
    }

    /** @return how many dimensions the directions of this space have: those of its axes, and that of the mean */
    int dimensions() {
        double[] rest = mean;
        for (double[] axis : axes) {
            rest = Vectors.plus(rest, -Vectors.dot(rest, axis), axis);
        }
        return axes.length + (Vectors.length(rest) > 1e-6 ? 1 : 0);
    }

    static double[] mean(double[][] rows) {
        double[] mean = new double[rows[0].length];
        for (double[] row : rows) {
            mean = Vectors.plus(mean, 1.0 / rows.length, row);
        }
        return mean;
    }

    /** Rows less a mean, one after the other. */
    static double[] centred(double[][] rows, double[] mean) {
        return Arrays.stream(rows)
                .flatMapToDouble(row -> Arrays.stream(Vectors.plus(row, -1, mean)))
                .toArray();
    }
}
