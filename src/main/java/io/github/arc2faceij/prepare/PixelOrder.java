package io.github.arc2faceij.prepare;

import io.github.arc2faceij.common.Progress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * The strict order of pixels by Coltuc, Bolon and Chassery (2006, doi:10.1109/TIP.2005.864170): by value; pixels of the same
 * value by the mean of ever larger surroundings, discs of 5, 9, 13, 21 and 25 pixels; what is still the same, by place. Beyond the
 * edge, the pixels at the edge go on.
 */
final class PixelOrder implements Comparator<Integer> {

    /** Squares of the radii of the discs. */
    private static final int[] SQUARED_RADII = {0, 1, 2, 4, 5, 8};

    private static final int REACH = 2;
    private static final int COMPARISONS_BETWEEN_CHECKS = 1 << 16;

    private final List<double[]> sums = new ArrayList<>();
    private final Progress progress;
    private int comparisons;

    /**
     * @param values [height, width]
     * @param width of a row
     * @param progress asked whether to stop, also by those who sort
     */
    PixelOrder(double[] values, int width, Progress progress) {
        this.progress = progress;
        sums.add(values);
        for (int disc = 1; disc < SQUARED_RADII.length; disc++) {
            progress.checkCancelled();
            double[] sum = sums.get(disc - 1).clone();
            addRing(sum, values, width, SQUARED_RADII[disc]);
            sums.add(sum);
        }
    }

    private static void addRing(double[] sum, double[] values, int width, int squaredRadius) {
        int height = values.length / width;
        for (int dy = -REACH; dy <= REACH; dy++) {
            for (int dx = -REACH; dx <= REACH; dx++) {
                if (dx * dx + dy * dy == squaredRadius) {
                    for (int i = 0; i < sum.length; i++) {
                        int x = Math.max(0, Math.min(width - 1, i % width + dx));
                        int y = Math.max(0, Math.min(height - 1, i / width + dy));
                        sum[i] += values[y * width + x];
                    }
                }
            }
        }
    }

    @Override
    public int compare(Integer a, Integer b) {
        if (++comparisons % COMPARISONS_BETWEEN_CHECKS == 0) {
            progress.checkCancelled();
        }
        for (double[] sum : sums) {
            int order = Double.compare(sum[a], sum[b]);
            if (order != 0) {
                return order;
            }
        }
        return Integer.compare(a, b);
    }

    /**
     * @param inside which pixels to sort
     * @return their indices, the darkest first
     */
    Integer[] sorted(boolean[] inside) {
        List<Integer> pixels = new ArrayList<>();
        for (int i = 0; i < inside.length; i++) {
            if (inside[i]) {
                pixels.add(i);
            }
        }
        Integer[] sorted = pixels.toArray(Integer[]::new);
        Arrays.sort(sorted, this);
        return sorted;
    }
}
