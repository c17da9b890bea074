package io.github.arc2faceij.space;

import java.util.Arrays;
import java.util.Locale;

/** How far draws were from whom they were nearest to: of the last ones, for a message. */
final class DistanceSummary {

    private final double[] last = new double[InventedPeople.PATIENCE];
    private int count;

    void add(double distance) {
        last[count++ % last.length] = distance;
    }

    @Override
    public String toString() {
        double[] sorted = Arrays.copyOf(last, Math.min(count, last.length));
        Arrays.sort(sorted);
        return String.format(
                Locale.ROOT,
                "half of them nearer than %.3f, the farthest at %.3f",
                sorted[sorted.length / 2],
                sorted[sorted.length - 1]);
    }
}
