package io.github.arc2faceij.prepare;

/**
 * The mean and the standard deviation (of a sample, over n - 1) of pixels, and SHINE's {@code lumMatch}: (v - mean) / deviation
 * x the set's mean deviation + the set's mean of means. A uniform picture gets the mean.
 *
 * @param mean 0..255
 * @param deviation 0 or more
 */
record MeanAndDeviation(double mean, double deviation) {

    /** Less is rounding errors of a uniform picture. */
    private static final double LEAST_DEVIATION = 1e-9;

    /**
     * @param values of pixels
     * @param inside which of them count, at least one
     * @return theirs
     */
    static MeanAndDeviation of(double[] values, boolean[] inside) {
        double sum = 0;
        int count = 0;
        for (int i = 0; i < values.length; i++) {
            sum += inside[i] ? values[i] : 0;
            count += inside[i] ? 1 : 0;
        }
        double mean = sum / count;
        double squares = 0;
        for (int i = 0; i < values.length; i++) {
            squares += inside[i] ? (values[i] - mean) * (values[i] - mean) : 0;
        }
        return new MeanAndDeviation(mean, Math.sqrt(squares / Math.max(1, count - 1)));
    }

    /**
     * @param values that have this mean and deviation
     * @param target that they are to have
     * @return the new values, also of pixels that did not count
     */
    double[] matched(double[] values, MeanAndDeviation target) {
        double contrast = deviation > LEAST_DEVIATION ? target.deviation / deviation : 0;
        double[] matched = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            matched[i] = (values[i] - mean) * contrast + target.mean;
        }
        return matched;
    }
}
