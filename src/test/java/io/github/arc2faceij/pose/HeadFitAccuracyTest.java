package io.github.arc2faceij.pose;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.arc2faceij.common.Landmarks;
import io.github.arc2faceij.common.Landmarks.Point;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/**
 * How well the pose is found on the known heads within 45 degrees of yaw; prints the table of the README. Noise is normal,
 * in x and in y, a share of the face's size (square root of width times height of its landmarks).
 */
class HeadFitAccuracyTest {

    private static final double WIDEST_YAW = 45;
    private static final HeadFitter FITTER = new HeadFitter(KnownHeads.HEAD);

    /** Absolute errors in degrees, sorted. */
    private record Errors(double[] yaw, double[] pitch, double[] roll) {

        double worstMedian() {
            return Math.max(Math.max(quantile(yaw, 0.5), quantile(pitch, 0.5)), quantile(roll, 0.5));
        }

        void print(String name) {
            System.out.printf(
                    Locale.ROOT,
                    "| %-12s | %d | %.2f / %.2f | %.2f / %.2f | %.2f / %.2f |%n",
                    name,
                    yaw.length,
                    quantile(yaw, 0.5),
                    quantile(yaw, 0.95),
                    quantile(pitch, 0.5),
                    quantile(pitch, 0.95),
                    quantile(roll, 0.5),
                    quantile(roll, 0.95));
        }

        private static double quantile(double[] sorted, double share) {
            return sorted[(int) Math.round(share * (sorted.length - 1))];
        }
    }

    @Test
    void exactLandmarksGiveThePose() {
        Errors errors = errors(UnaryOperator.identity());

        errors.print("exact");
        assertTrue(errors.worstMedian() < 1.5, () -> "median " + errors.worstMedian());
    }

    @Test
    void onePercentOfNoiseDoesLittleHarm() {
        Errors errors = errors(noise(0.01));

        errors.print("1 % noise");
        assertTrue(errors.worstMedian() < 3, () -> "median " + errors.worstMedian());
    }

    /** No aim was set for 2 %; that of 1 % holds as well. */
    @Test
    void twoPercentOfNoiseDoLittleHarm() {
        Errors errors = errors(noise(0.02));

        errors.print("2 % noise");
        assertTrue(errors.worstMedian() < 3, () -> "median " + errors.worstMedian());
    }

    private static UnaryOperator<Landmarks> noise(double share) {
        Random random = new Random(1);
        return landmarks -> {
            double sigma = share * size(landmarks);
            return new Landmarks(landmarks.points().stream()
                    .map(point -> new Point(
                            point.x() + sigma * random.nextGaussian(), point.y() + sigma * random.nextGaussian()))
                    .toList());
        };
    }

    private static Errors errors(UnaryOperator<Landmarks> change) {
        List<Pose> differences = new ArrayList<>();
        for (int i = 0; i < KnownHeads.COUNT; i++) {
            Pose truth = KnownHeads.pose(i);
            if (Math.abs(truth.yaw()) <= WIDEST_YAW) {
                Landmarks landmarks = change.apply(KnownHeads.landmarks(i));
                Pose found = FITTER.fit(HeadPoints.of(landmarks)).pose();
                differences.add(new Pose(
                        found.yaw() - truth.yaw(), found.pitch() - truth.pitch(), found.roll() - truth.roll()));
            }
        }
        return new Errors(
                differences.stream()
                        .mapToDouble(Pose::yaw)
                        .map(Math::abs)
                        .sorted()
                        .toArray(),
                differences.stream()
                        .mapToDouble(Pose::pitch)
                        .map(Math::abs)
                        .sorted()
                        .toArray(),
                differences.stream()
                        .mapToDouble(Pose::roll)
                        .map(Math::abs)
                        .sorted()
                        .toArray());
    }

    private static double size(Landmarks landmarks) {
        double[] x = landmarks.points().stream().mapToDouble(Point::x).sorted().toArray();
        double[] y = landmarks.points().stream().mapToDouble(Point::y).sorted().toArray();
        return Math.sqrt((x[x.length - 1] - x[0]) * (y[y.length - 1] - y[0]));
    }
}
