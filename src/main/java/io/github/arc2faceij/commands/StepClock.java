package io.github.arc2faceij.commands;

import io.github.arc2faceij.common.Picture;
import io.github.arc2faceij.common.Progress;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** Measures how long the steps of a generation take, from the end of the first one to the end of the last. */
final class StepClock implements Progress {

    private final Progress progress;
    private final LongSupplier nanoTime;
    private int steps;
    private long first;
    private long last;

    /**
     * @param progress told of everything
     * @param nanoTime the time in nanoseconds
     */
    StepClock(Progress progress, LongSupplier nanoTime) {
        this.progress = progress;
        this.nanoTime = nanoTime;
    }

    /** @return mean seconds per step; empty before the second one */
    OptionalDouble secondsPerStep() {
        return steps < 2 ? OptionalDouble.empty() : OptionalDouble.of((last - first) / 1e9 / (steps - 1));
    }

    @Override
    public void report(String task, double fraction) {
        progress.report(task, fraction);
    }

    @Override
    public void checkCancelled() {
        progress.checkCancelled();
    }

    @Override
    public void sketch(Supplier<List<Picture>> pictures) {
        last = nanoTime.getAsLong();
        first = steps++ == 0 ? last : first;
        progress.sketch(pictures);
    }
}
