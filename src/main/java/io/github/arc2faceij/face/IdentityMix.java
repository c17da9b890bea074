package io.github.arc2faceij.face;

import io.github.arc2faceij.common.Arc2FaceException;
import java.util.List;
import java.util.stream.DoubleStream;

/**
 * Ways to go from one identity to another. Both pass through the same directions between two people; along the arc the
 * pace is even, along the chord it is faster in the middle. All results have unit length.
 *
 * <pre>{@code
 * Identity child = IdentityMix.LINEAR.between(mother, father, 0.5);
 * Identity average = IdentityMix.sum(everybody, new double[] {1, 1, 1});
 * }</pre>
 */
public enum IdentityMix {

    /** The weighted sum, normalised again (FaceStudio, arXiv 2312.02663: e = sum of beta_i e_i). */
    LINEAR("Linear") {
        @Override
        double[] weights(double angle, double share) {
            return new double[] {1 - share, share};
        }
    },

    /** Along the arc of the great circle (Shoemake, Animating Rotation with Quaternion Curves, 1985). */
    SLERP("Spherical (slerp)") {
        @Override
        double[] weights(double angle, double share) {
            if (angle < SAME_DIRECTION) {
                return LINEAR.weights(angle, share);
            }
            return new double[] {
                Math.sin((1 - share) * angle) / Math.sin(angle), Math.sin(share * angle) / Math.sin(angle)
            };
        }
    };

    /** Below this angle in radians, arc and chord are one in floating point. */
    private static final double SAME_DIRECTION = 1e-6;

    /** A sum that is shorter than this share of its summands has no direction to speak of. */
    private static final double LEAST_LENGTH = 1e-3;

    private final String label;

    IdentityMix(String label) {
        this.label = label;
    }

    /** @return its name in dialogs */
    public String label() {
        return label;
    }

    /**
     * @param from an identity
     * @param to an identity of the same recogniser
     * @param share 0 gives the first, 1 the second
     * @return the identity on the way
     * @throws Arc2FaceException when the recognisers differ, the share is not 0..1, or the identities are opposites
     */
    public Identity between(Identity from, Identity to, double share) {
        if (!(share >= 0 && share <= 1)) {
            throw new Arc2FaceException("The ratio of two identities must lie between 0 and 1, not " + share + ".");
        }
        return sum(List.of(from, to), weights(Math.acos(from.cosine(to)), share));
    }

    /**
     * @param from an identity
     * @param others identities of the same recogniser, at least one; they count alike
     * @param share of the others, 0..1
     * @return the identity on the way from the first to the others
     * @throws Arc2FaceException as {@link #between} and {@link #sum}
     */
    public Identity towards(Identity from, List<Identity> others, double share) {
        return between(from, others.size() == 1 ? others.get(0) : sum(others, ones(others.size())), share);
    }

    private static double[] ones(int count) {
        return DoubleStream.generate(() -> 1).limit(count).toArray();
    }

    /**
     * The weighted sum of any number of identities, normalised. Its norm is the weighted mean of theirs.
     *
     * @param identities at least one, all of the same recogniser
     * @param weights as many numbers, not all 0; a negative one leads away from that identity
     * @return the mixed identity
     * @throws Arc2FaceException when there is none, recognisers differ, a weight is not finite or the identities cancel
     *     out
     */
    public static Identity sum(List<Identity> identities, double... weights) {
        double[] sum = weighted(identities, weights);
        double norm = 0;
        for (int k = 0; k < weights.length; k++) {
            norm += Math.abs(weights[k]) * identities.get(k).norm();
        }
        double total = DoubleStream.of(weights).map(Math::abs).sum();
        double length = length(sum);
        if (!(length > LEAST_LENGTH * total) || Double.isInfinite(total)) {
            throw new Arc2FaceException("These identities cancel each other out: with weights of " + total
                    + " in total, only a length of " + length + " is left. Choose other weights or other faces.");
        }
        return unit(sum, length, identities.get(0).recogniser(), norm / total);
    }

    /**
     * @param identities as {@link #sum} takes them
     * @param weights as many numbers
     * @return the length of the weighted sum before it is normalised
     * @throws Arc2FaceException when recognisers differ, or there is not one weight for each
     */
    public static double length(List<Identity> identities, double... weights) {
        return length(weighted(identities, weights));
    }

    private static double length(double[] vector) {
        return Math.sqrt(DoubleStream.of(vector).map(value -> value * value).sum());
    }

    private static double[] weighted(List<Identity> identities, double... weights) {
        if (identities.isEmpty() || identities.size() != weights.length) {
            throw new Arc2FaceException("Mixing takes one weight for each identity, not " + weights.length + " for "
                    + identities.size() + ".");
        }
        double[] sum = new double[Identity.LENGTH];
        for (int k = 0; k < weights.length; k++) {
            identities.get(k).requireSameRecogniser(identities.get(0).recogniser());
            float[] vector = identities.get(k).vector();
            for (int i = 0; i < sum.length; i++) {
                sum[i] += weights[k] * vector[i];
            }
        }
        return sum;
    }

    /** @return the weights of the two unit vectors that are an angle apart */
    abstract double[] weights(double angle, double share);

    private static Identity unit(double[] sum, double length, String recogniser, double norm) {
        float[] unit = new float[sum.length];
        for (int i = 0; i < unit.length; i++) {
            unit[i] = (float) (sum[i] / length);
        }
        return new Identity(unit, recogniser, norm);
    }
}
