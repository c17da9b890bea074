package io.github.arc2faceij.commands.preview;

import ij.ImagePlus;
import ij.gui.Roi;
import ij.gui.RoiListener;
import io.github.arc2faceij.common.Progress;
import io.github.arc2faceij.image.OverlayMarks;
import java.awt.EventQueue;
import java.awt.GraphicsEnvironment;
import java.util.List;
import java.util.concurrent.CancellationException;

/** Marks on an image while a dialog is open. What they are is found on a thread of its own, again when a selection changes. */
abstract class OverlayPreview implements RoiListener, AutoCloseable {

    /** Gives up when the dialog is closed, also while a generation holds the model. */
    final Progress progress = new Progress() {
        @Override
        public void report(String task, double fraction) {
            checkCancelled();
        }

        @Override
        public void checkCancelled() {
            if (worker.isClosed()) {
                throw new CancellationException();
            }
        }
    };

    private final LatestTask worker;
    private final ImagePlus image;
    private final OverlayMarks marks;

    /**
     * Marks nothing before {@link #start}.
     *
     * @param thread name of the thread
     * @param image to be marked; may be null
     */
    OverlayPreview(String thread, ImagePlus image) {
        this.worker = new LatestTask(thread);
        this.image = image;
        this.marks = new OverlayMarks(image);
    }

    /** Follows selections; where there is no window, this closes. */
    final void start() {
        if (GraphicsEnvironment.isHeadless() || image == null || image.getWindow() == null) {
            worker.close();
        } else {
            Roi.addRoiListener(this);
        }
    }

    /**
     * @return what to mark, in ImageJ's coordinates
     * @throws io.github.arc2faceij.common.Arc2FaceException when there is nothing, for the status line
     */
    abstract List<Roi> marks();

    /** @return the image to be marked */
    final ImagePlus image() {
        return image;
    }

    /** @return whether nothing is marked any more */
    final boolean isClosed() {
        return worker.isClosed();
    }

    /** Marks again, soon. */
    final void refresh() {
        if (!isClosed()) {
            worker.submit(this::mark);
        }
    }

    private void mark() {
        List<Roi> found = List.of();
        try {
            found = marks();
        } finally {
            show(found);
        }
    }

    private void show(List<Roi> found) {
        EventQueue.invokeLater(() -> {
            if (!isClosed()) {
                marks.show(found);
            }
        });
    }

    @Override
    public void roiModified(ImagePlus changed, int id) {
        if (changed == image) {
            refresh();
        }
    }

    @Override
    public void close() {
        if (!isClosed()) {
            Roi.removeRoiListener(this);
            worker.close();
            EventQueue.invokeLater(marks::close);
        }
    }
}
