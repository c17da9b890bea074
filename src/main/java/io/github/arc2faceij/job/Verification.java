package io.github.arc2faceij.job;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * How well a recogniser tells people apart by the cosine of two pictures (ISO/IEC 19795-1: a threshold accepts a share of
 * pairs of the same person, and of pairs of two people).
 *
 * @param within cosines of pairs of pictures of the same person, ascending
 * @param between cosines of pairs of pictures of two people, ascending
 */
record Verification(double[] within, double[] between) {

    private static final int MOST_PAIRS = 200_000;
    private static final int THRESHOLDS = 400;

    /**
     * @param found pictures of people
     * @return pairs of them: of the same person all, or as many as are enough; of two people as many drawn by chance, always
     *     the same ones
     */
    static Verification of(List<ReportData.Found> found) {
        Map<Integer, List<ReportData.Found>> people = new HashMap<>();
        List<Double> within = new ArrayList<>();
        for (ReportData.Found one : found) {
            List<ReportData.Found> same = people.computeIfAbsent(one.person(), person -> new ArrayList<>());
            for (int i = 0; i < same.size() && within.size() < MOST_PAIRS; i++) {
                within.add(one.identity().cosine(same.get(i).identity()));
            }
            same.add(one);
        }
        List<Double> between = new ArrayList<>();
        Random random = new Random(0);
        int draws = people.size() > 1 ? MOST_PAIRS : 0;
        for (int i = 0; i < draws; i++) {
            ReportData.Found one = found.get(random.nextInt(found.size()));
            ReportData.Found other = found.get(random.nextInt(found.size()));
            if (one.person() != other.person()) {
                between.add(one.identity().cosine(other.identity()));
            }
        }
        return new Verification(ascending(within), ascending(between));
    }

    /** @return [n][2]: the accepted share of pairs of two people, and that of the same person, from the strictest on */
    double[][] roc() {
        double[][] roc = new double[THRESHOLDS + 1][];
        for (int i = 0; i <= THRESHOLDS; i++) {
            double threshold = 1 - 2.0 * i / THRESHOLDS;
            roc[i] = new double[] {accepted(between, threshold), accepted(within, threshold)};
        }
        return roc;
    }

    /**
     * @param falseAccepts share of pairs of two people that may be accepted
     * @return the share of pairs of the same person that is accepted then
     */
    double trueAccepts(double falseAccepts) {
        int allowed = (int) Math.floor(falseAccepts * between.length);
        double threshold = Math.nextUp(between[between.length - 1 - allowed]);
        return accepted(within, threshold);
    }

    private static double accepted(double[] cosines, double threshold) {
        int at = Arrays.binarySearch(cosines, threshold);
        int first = at < 0 ? -at - 1 : at;
        while (first > 0 && cosines[first - 1] >= threshold) {
            first--;
        }
        return (cosines.length - first) / (double) cosines.length;
    }

    private static double[] ascending(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    }
}
