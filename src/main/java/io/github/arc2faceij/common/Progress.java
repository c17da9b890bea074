package io.github.arc2faceij.common;

import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.Supplier;

/**
 * How the core tells what it is doing, and learns that the user wants it to stop. Both methods throw
 * {@link CancellationException} when the user asked to stop; the core lets it pass, having changed nothing.
 */
@FunctionalInterface
public interface Progress {

    /** Reports to nobody and is never cancelled. */
    Progress NONE = (task, fraction) -> {};

    /**
     * Called between steps.
     *
     * @param task what is being done, in a few words ("Denoising 3/25")
     * @param fraction the share that is done, 0..1
     * @throws CancellationException when the user asked to stop
     */
    void report(String task, double fraction);

    /**
     * Called several times a second from within long steps, on the thread that does the work.
     *
     * @throws CancellationException when the user asked to stop
     */
    default void checkCancelled() {}

    /**
     * Called between the steps in which pictures come into being, on the thread that does the work.
     *
     * @param pictures what they look like so far, roughly and at a fraction of their size; worked out only when it is asked
     *     for, before this returns
     */
    default void sketch(Supplier<List<Picture>> pictures) {}

    /**
     * The same progress seen from a part of the work.
     *
     * @param from the whole's fraction when the part starts, 0..1
     * @param to the whole's fraction when the part ends, from..1
     * @return a progress whose 0..1 is from..to of this one
     */
    default Progress part(double from, double to) {
        Progress whole = this;
        return new Progress() {
            @Override
            public void report(String task, double fraction) {
                whole.report(task, from + (to - from) * fraction);
            }

            @Override
            public void checkCancelled() {
                whole.checkCancelled();
            }

            @Override
            public void sketch(Supplier<List<Picture>> pictures) {
                whole.sketch(pictures);
            }
        };
    }
}
