package io.github.arc2faceij.stimulus;

import java.util.Arrays;

/**
 * What was measured on several pictures that were made with the same parameter.
 *
 * @param parameter with which they were made
 * @param values one for each picture on which it could be measured, in any unit
 */
public record Measured(double parameter, double[] values) {

    /** @return the mean; NaN where nothing could be measured */
    public double mean() {
        return Arrays.stream(values).average().orElse(Double.NaN);
    }

    /** @return the standard error of the mean, from the deviation with n - 1; NaN for fewer than two values */
    public double standardError() {
        double mean = mean();
        double squares = Arrays.stream(values)
                .map(value -> (value - mean) * (value - mean))
                .sum();
        return values.length < 2 ? Double.NaN : Math.sqrt(squares / (values.length - 1) / values.length);
    }
}
