package io.github.arc2faceij.image;

import ij.IJ;
import io.github.arc2faceij.common.Progress;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/**
 * Shows progress in ImageJ's bar and status line, with an estimate of the time left, and cancels when Escape is pressed
 * or the command is cancelled otherwise. Without windows it only cancels.
 *
 * <pre>{@code
 * try (ImageJProgress progress = ImageJProgress.start(command::isCanceled)) {
 *     arc2face.generate(request, progress);
 * }
 * }</pre>
 */
public final class ImageJProgress implements Progress, AutoCloseable {

    private static final long NANOS_BETWEEN_UPDATES = TimeUnit.MILLISECONDS.toNanos(100);

    /** An estimate from less than this is a guess. */
    private static final long NANOS_BEFORE_ESTIMATE = TimeUnit.SECONDS.toNanos(1);

    private final BooleanSupplier cancelled;
    private final LongSupplier nanoTime;
    private long start;
    private long lastUpdate;
    private String lastTask = "";

    ImageJProgress(BooleanSupplier cancelled, LongSupplier nanoTime) {
        this.cancelled = cancelled;
        this.nanoTime = nanoTime;
        this.start = nanoTime.getAsLong();
    }

    /**
     * Forgets an Escape that was pressed earlier and starts the clock.
     *
     * @param cancelled asked several times a second, on the working thread, whether to stop
     * @return to be closed when the work is done, however it ends
     */
    public static ImageJProgress start(BooleanSupplier cancelled) {
        IJ.resetEscape();
        return new ImageJProgress(cancelled, System::nanoTime);
    }

    @Override
    public void report(String task, double fraction) {
        checkCancelled();
        long now = nanoTime.getAsLong();
        if (fraction <= 0) {
            start = now; // waiting for other commands is no measure of the work
        }
        if (task.equals(lastTask) && now - lastUpdate < NANOS_BETWEEN_UPDATES) {
            return;
        }
        lastTask = task;
        lastUpdate = now;
        IJ.showProgress(fraction);
        IJ.showStatus(status(task, fraction, now - start));
    }

    @Override
    public void checkCancelled() {
        if (IJ.escapePressed() || cancelled.getAsBoolean()) {
            throw new CancellationException();
        }
    }

    /** Clears the bar and the status line. */
    @Override
    public void close() {
        IJ.showProgress(1);
        IJ.showStatus("");
    }

    /**
     * {@code Denoising 7/25, about 12 s left}: as long again per share as it took so far. Downloads know their time left
     * better, for they do not begin at nothing.
     */
    static String status(String task, double fraction, long elapsedNanos) {
        if (elapsedNanos < NANOS_BEFORE_ESTIMATE || fraction <= 0 || fraction >= 1 || task.endsWith(" left")) {
            return task;
        }
        return task + ", " + about(elapsedNanos / 1e9 * (1 - fraction) / fraction) + " left";
    }

    /**
     * @param seconds an estimate
     * @return {@code about 12 s} or {@code about 3 min}
     */
    public static String about(double seconds) {
        return "about " + (seconds < 119.5 ? Math.round(seconds) + " s" : Math.round(seconds / 60) + " min");
    }
}
