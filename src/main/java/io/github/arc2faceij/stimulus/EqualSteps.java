package io.github.arc2faceij.stimulus;

import io.github.arc2faceij.common.Arc2FaceException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.DoubleFunction;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * Steps that are equal as measured, where the way from a parameter to what is measured is known only by trying: pictures are
 * made, measured, and the parameter is corrected. Each try goes to the step that is off most, into the first interval
 * between two parameters tried before that has its value between theirs: at first where the straight line between them
 * would have it, then, in turn, halfway (bisection). So the parameters of the steps are in order, whatever the noise.
 *
 * @param steps in their order
 * @param tries how many parameters were tried
 */
public record EqualSteps(List<Step> steps, int tries) {

    /** Steps of less than this many standard errors of the whole way are noise. */
    private static final double LEAST_ERRORS = 2;

    /** An interval of less than this share of the range is not divided further: the measured value jumps there. */
    private static final double NARROWEST = 1e-4;

    /** How much further to go than a straight line asks for. */
    private static final double OVERSHOOT = 1.2;

    private static final double SHORTEST_EXTENSION = 0.05;

    /**
     * A step.
     *
     * @param asked what is to be measured
     * @param found the parameter that comes nearest, and what was measured
     */
    public record Step(double asked, Measured found) {

        /** @return how far the measured mean is from what was asked */
        public double deviation() {
            return Math.abs(found.mean() - asked);
        }
    }

    /**
     * How hard to try.
     *
     * @param tolerance how far a mean may be from what was asked, as a share of a step, above 0 and below 0.5
     * @param tries the most parameters to try
     */
    public record Effort(double tolerance, int tries) {

        /**
         * @param tolerance above 0 and below 0.5
         * @param tries 1 or more
         * @throws Arc2FaceException when the tolerance is out of its range
         */
        public Effort {
            if (!(tolerance > 0 && tolerance < 0.5)) {
                throw new Arc2FaceException("The tolerance is a share of a step, above 0 and below 0.5, not "
                        + tolerance + ": at half a step, two steps could be one.");
            }
        }
    }

    /**
     * From what is measured at one end to what is measured at the other.
     *
     * @param measure makes and measures pictures with a parameter; a number for each picture on which it could be measured
     * @param first parameter at the first step
     * @param last parameter at the last step, above the first
     * @param count how many steps there are with both ends, 2 or more
     * @param effort how hard to try
     * @return the steps
     * @throws Arc2FaceException when both ends measure the same, the tries do not suffice for one each, or nothing can be
     *     measured
     */
    public static EqualSteps between(
            DoubleFunction<double[]> measure, double first, double last, int count, Effort effort) {
        Trials trials = new Trials(measure, first, last, effort.tries());
        trials.requireTries(count);
        Measured start = trials.at(first);
        Measured end = trials.at(last);
        double way = end.mean() - start.mean();
        double error = Math.hypot(start.standardError(), end.standardError());
        if (way == 0 || Math.abs(way) < LEAST_ERRORS * error) {
            throw new Arc2FaceException(text(
                    "What is measured does not change from one end to the other: %.3f and %.3f, with a standard error of"
                            + " the difference of %.3f. There is nothing to divide. Choose ends that differ more, or make"
                            + " more pictures of each step.",
                    start.mean(), end.mean(), error));
        }
        double[] targets = evenly(start.mean(), end.mean(), count);
        List<Step> steps = new ArrayList<>();
        steps.add(new Step(start.mean(), start));
        steps.addAll(search(trials, Arrays.copyOfRange(targets, 1, count - 1), Math.abs(way) / (count - 1), effort));
        steps.add(new Step(end.mean(), end));
        return new EqualSteps(steps, trials.count());
    }

    /**
     * From one value to another.
     *
     * @param measure as for {@link #between}; what it measures is roughly the parameter itself
     * @param from value of the first step
     * @param to value of the last step, another one
     * @param count how many steps there are with both ends, 2 or more
     * @param lowest parameter that may be tried, at most {@code from} and {@code to}
     * @param highest parameter that may be tried, at least {@code from} and {@code to}
     * @param effort how hard to try
     * @return the steps
     * @throws Arc2FaceException when no parameter reaches a value, the tries do not suffice for one each, or nothing can be
     *     measured
     */
    public static EqualSteps from(
            DoubleFunction<double[]> measure,
            double from,
            double to,
            int count,
            double lowest,
            double highest,
            Effort effort) {
        Trials trials = new Trials(measure, lowest, highest, effort.tries());
        trials.requireTries(count);
        trials.at(Math.min(from, to));
        trials.at(Math.max(from, to));
        List<Step> steps = search(trials, evenly(from, to, count), Math.abs(to - from) / (count - 1), effort);
        return new EqualSteps(steps, trials.count());
    }

    private static double[] evenly(double from, double to, int count) {
        return IntStream.range(0, count)
                .mapToDouble(i -> from + (to - from) * i / (count - 1))
                .toArray();
    }

    private static List<Step> search(Trials trials, double[] targets, double step, Effort effort) {
        double tolerance = effort.tolerance() * step;
        while (trials.left() > 0) {
            Optional<Bracket> worst = DoubleStream.of(targets)
                    .mapToObj(trials::bracket)
                    .filter(bracket -> bracket.deviation() > tolerance)
                    .filter(bracket -> bracket.width() > NARROWEST * trials.range())
                    .max(Comparator.comparingDouble(Bracket::deviation));
            if (worst.isEmpty()) {
                break;
            }
            trials.at(next(worst.get(), trials));
        }
        return DoubleStream.of(targets)
                .mapToObj(target -> new Step(target, trials.bracket(target).nearest()))
                .toList();
    }

    private static double next(Bracket bracket, Trials trials) {
        if (bracket.isClosed()) {
            return trials.count() % 2 == 0 ? bracket.interpolated() : bracket.middle();
        }
        Measured end = bracket.nearest();
        double further = Math.max(OVERSHOOT * bracket.deviation(), SHORTEST_EXTENSION * trials.range());
        double limit = bracket.lower() == null ? trials.lowest() : trials.highest();
        double next = bracket.lower() == null ? end.parameter() - further : end.parameter() + further;
        if (end.parameter() == limit) {
            throw new Arc2FaceException(text(
                    "%.3f is asked for, but at the end of what can be set (%.3f) only %.3f is measured. Ask for less.",
                    bracket.target(), limit, end.mean()));
        }
        return Math.max(trials.lowest(), Math.min(trials.highest(), next));
    }

    /**
     * @param tolerance a share of a step
     * @return how many steps are off by more
     */
    public long off(double tolerance) {
        double step = Math.abs(steps.get(1).asked() - steps.get(0).asked());
        return steps.stream().filter(it -> it.deviation() > tolerance * step).count();
    }

    static String text(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
