package io.github.arc2faceij.pose;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** How far fitted poses are from the true ones: absolute errors in degrees. */
final class Angles {

    private final List<Pose> errors;

    /** @param errors found minus true */
    Angles(List<Pose> errors) {
        this.errors = errors;
    }

    static Pose difference(Pose found, Pose truth) {
        return new Pose(found.yaw() - truth.yaw(), found.pitch() - truth.pitch(), found.roll() - truth.roll());
    }

    double median(ToDoubleFunction<Pose> angle) {
        return quantile(angle, 0.5);
    }

    double worstMedian() {
        return Math.max(median(Pose::yaw), Math.max(median(Pose::pitch), median(Pose::roll)));
    }

    /** A row of the table: name, number of heads, median / 95th percentile of yaw, pitch and roll. */
    void print(String name) {
        System.out.printf(
                Locale.ROOT,
                "| %-9s | %d | %s | %s | %s |%n",
                name,
                errors.size(),
                text(Pose::yaw),
                text(Pose::pitch),
                text(Pose::roll));
    }

    private String text(ToDoubleFunction<Pose> angle) {
        return String.format(Locale.ROOT, "%.2f / %.2f", median(angle), quantile(angle, 0.95));
    }

    private double quantile(ToDoubleFunction<Pose> angle, double share) {
        double[] sorted = errors.stream().mapToDouble(angle).map(Math::abs).toArray();
        Arrays.sort(sorted);
        return sorted[(int) Math.round(share * (sorted.length - 1))];
    }
}
