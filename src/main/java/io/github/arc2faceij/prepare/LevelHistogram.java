package io.github.arc2faceij.prepare;

import io.github.arc2faceij.common.Progress;
import java.util.Arrays;

/**
 * Shares of 256 levels, and exact histogram specification, as SHINE's {@code histMatch} does it: the pixels are brought into a
 * strict order ({@link PixelOrder}), and each gets the level that stands at its rank in the target. SHINE draws lots among
 * pixels of the same value; here their surroundings decide, so it is always the same.
 *
 * @param shares [256], their sum is 1
 */
record LevelHistogram(double[] shares) {

    static final int LEVELS = 256;

    /**
     * @param values 0..255
     * @param inside which of them count, at least one
     * @return theirs, each value rounded to the nearest level
     */
    static LevelHistogram of(double[] values, boolean[] inside) {
        double[] shares = new double[LEVELS];
        int count = 0;
        for (int i = 0; i < values.length; i++) {
            if (inside[i]) {
                shares[level(values[i])]++;
                count++;
            }
        }
        for (int level = 0; level < LEVELS; level++) {
            shares[level] /= count;
        }
        return new LevelHistogram(shares);
    }

    private static int level(double value) {
        return (int) Math.max(0, Math.min(LEVELS - 1, Math.floor(value + 0.5)));
    }

    /**
     * @param other another one
     * @return the share of pixels that would have to get another level for the two to be the same, 0..1
     */
    double difference(LevelHistogram other) {
        double sum = 0;
        for (int level = 0; level < LEVELS; level++) {
            sum += Math.abs(shares[level] - other.shares[level]);
        }
        return sum / 2;
    }

    /**
     * Gives values this histogram. What a value was off its level stays, so that whole levels are added to colours.
     *
     * @param values [height, width], 0..255
     * @param width of a row
     * @param inside which pixels are to have the histogram; the others get the level of the pixel inside that comes next in order
     * @param progress asked whether to stop
     * @return the new values; the count of each level is that of the histogram to the nearest pixel, counted from the dark end
     */
    double[] specified(double[] values, int width, boolean[] inside, Progress progress) {
        PixelOrder order = new PixelOrder(values, width, progress);
        Integer[] sorted = order.sorted(inside);
        int[] levels = levels(sorted.length);
        double[] specified = new double[values.length];
        for (int i = 0; i < sorted.length; i++) {
            specified[sorted[i]] = levels[i] + values[sorted[i]] - level(values[sorted[i]]);
        }
        for (int pixel = 0; pixel < values.length; pixel++) {
            if (!inside[pixel]) {
                int next = -1 - Arrays.binarySearch(sorted, pixel, order);
                specified[pixel] = levels[Math.min(next, sorted.length - 1)] + values[pixel] - level(values[pixel]);
            }
        }
        return specified;
    }

    /** The level of each rank: where the cumulated shares pass the middle of the rank. */
    private int[] levels(int count) {
        int[] levels = new int[count];
        double passed = 0;
        int rank = 0;
        for (int level = 0; level < LEVELS; level++) {
            passed += shares[level];
            while (rank < count && (rank + 0.5) / count < passed) {
                levels[rank++] = level;
            }
        }
        while (rank < count) {
            levels[rank++] = LEVELS - 1; // the shares' sum fell short of 1 by rounding
        }
        return levels;
    }
}
