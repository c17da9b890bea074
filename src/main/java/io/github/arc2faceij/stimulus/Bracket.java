package io.github.arc2faceij.stimulus;

/**
 * The neighbours among what was tried between which a value is crossed for the first time.
 *
 * @param target the value
 * @param lower of the parameters; null when even the first one has passed the value
 * @param upper of the parameters; null when none has reached the value
 */
record Bracket(double target, Measured lower, Measured upper) {

    boolean isClosed() {
        return lower != null && upper != null;
    }

    Measured nearest() {
        if (!isClosed()) {
            return lower == null ? upper : lower;
        }
        return Math.abs(lower.mean() - target) < Math.abs(upper.mean() - target) ? lower : upper;
    }

    double deviation() {
        return Math.abs(nearest().mean() - target);
    }

    /** Of an open one, nothing bounds it. */
    double width() {
        return isClosed() ? upper.parameter() - lower.parameter() : Double.POSITIVE_INFINITY;
    }

    double middle() {
        return (lower.parameter() + upper.parameter()) / 2;
    }

    /** Where a straight line has the value; not at the ends, which are known. */
    double interpolated() {
        double share = (target - lower.mean()) / (upper.mean() - lower.mean());
        return lower.parameter() + Math.max(0.1, Math.min(0.9, share)) * width();
    }
}
