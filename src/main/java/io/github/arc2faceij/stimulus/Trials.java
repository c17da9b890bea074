package io.github.arc2faceij.stimulus;

import io.github.arc2faceij.common.Arc2FaceException;
import java.util.TreeMap;
import java.util.function.DoubleFunction;

/** What was tried so far, in the order of the parameters. */
final class Trials {

    private final TreeMap<Double, Measured> tried = new TreeMap<>();
    private final DoubleFunction<double[]> measure;
    private final double lowest;
    private final double highest;
    private final int most;

    Trials(DoubleFunction<double[]> measure, double lowest, double highest, int most) {
        this.measure = measure;
        this.lowest = lowest;
        this.highest = highest;
        this.most = most;
    }

    void requireTries(int count) {
        if (count > most) {
            throw new Arc2FaceException(count + " steps need as many tries at least, but the budget allows " + most
                    + ". Give a larger budget, fewer steps, or fewer pictures of each.");
        }
    }

    Measured at(double parameter) {
        Measured found = new Measured(parameter, measure.apply(parameter));
        if (found.values().length == 0) {
            throw new Arc2FaceException(EqualSteps.text(
                    "Nothing can be measured on the pictures at %.3f: no face was found on them. Stay away from there, or"
                            + " make more pictures of each step.",
                    parameter));
        }
        tried.put(parameter, found);
        return found;
    }

    int count() {
        return tried.size();
    }

    int left() {
        return most - tried.size();
    }

    double lowest() {
        return lowest;
    }

    double highest() {
        return highest;
    }

    double range() {
        return highest - lowest;
    }

    /** The first crossing: the order of values is that of their crossings, so steps never change places. */
    Bracket bracket(double target) {
        double direction = Math.signum(tried.lastEntry().getValue().mean()
                - tried.firstEntry().getValue().mean());
        Measured before = null;
        for (Measured one : tried.values()) {
            if ((one.mean() - target) * direction >= 0) {
                return new Bracket(target, before, one);
            }
            before = one;
        }
        return new Bracket(target, before, null);
    }
}
