package io.github.arc2faceij.pose;

/**
 * What a head looks like: the coefficients of a {@link HeadModel}'s identity and expression fields, each distributed
 * like N(0,1) over people. The arrays are shared, not copied.
 *
 * @param identity one coefficient per identity field
 * @param expression one coefficient per expression field
 */
public record HeadShape(double[] identity, double[] expression) {

    /**
     * @param other of the same head model
     * @return this person with the other one's expression
     */
    public HeadShape withExpressionOf(HeadShape other) {
        return new HeadShape(identity, other.expression);
    }

    /**
     * @param other of the same head model
     * @param share 0 gives this shape, 1 the other one
     * @return the shape between the two
     */
    public HeadShape towards(HeadShape other, double share) {
        return new HeadShape(between(identity, other.identity, share), between(expression, other.expression, share));
    }

    private static double[] between(double[] from, double[] to, double share) {
        double[] between = new double[from.length];
        for (int i = 0; i < between.length; i++) {
            between[i] = from[i] + share * (to[i] - from[i]);
        }
        return between;
    }
}
