package io.github.arc2faceij.image;

import ij.IJ;
import ij.ImageJ;
import ij.macro.Interpreter;
import io.github.arc2faceij.common.Picture;
import io.github.arc2faceij.common.Progress;
import java.awt.BorderLayout;
import java.awt.Button;
import java.awt.Dimension;
import java.awt.EventQueue;
import java.awt.Frame;
import java.awt.GraphicsEnvironment;
import java.awt.Label;
import java.awt.Panel;
import java.awt.Point;
import java.awt.event.WindowAdapter;
import java.awt.event.WindowEvent;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * A window for one run: what the pictures look like so far, what is being done, and a button that cancels this run and
 * no other. It opens when a run waits or takes longer than a moment, and is no image of ImageJ's: the active image stays
 * what it was. Without a display and in batch mode there is no window.
 *
 * <pre>{@code
 * try (RunWindow window = RunWindow.of("Faces of photo.jpg", progress)) {
 *     arc2face.generate(request, window);
 * }
 * }</pre>
 */
public final class RunWindow implements Progress, AutoCloseable {

    /** Shorter runs need no window. */
    private static final long NANOS_BEFORE_OPENING = TimeUnit.MILLISECONDS.toNanos(1500);

    /** Small models take many steps a second, more than can be drawn. */
    private static final long NANOS_BETWEEN_SKETCHES = TimeUnit.MILLISECONDS.toNanos(250);

    private static final int LABEL_COLUMNS = 30;

    private final String title;
    private final Progress progress;
    private final boolean wanted;
    private final LongSupplier nanoTime;
    private final long start;
    private final SketchCanvas canvas = new SketchCanvas();
    private long lastSketch;
    private volatile boolean cancelled;
    private Frame frame;
    private Label label;
    private String lastTask = "";

    RunWindow(String title, Progress progress, boolean wanted, LongSupplier nanoTime) {
        this.title = title;
        this.progress = progress;
        this.wanted = wanted;
        this.nanoTime = nanoTime;
        this.start = nanoTime.getAsLong();
    }

    /**
     * @param title of the window
     * @param progress told of everything, and asked whether to stop
     * @return to be closed when the work is done, however it ends
     */
    public static RunWindow of(String title, Progress progress) {
        boolean wanted = !GraphicsEnvironment.isHeadless() && !Interpreter.isBatchMode() && IJ.getInstance() != null;
        return new RunWindow(title, progress, wanted, System::nanoTime);
    }

    @Override
    public void report(String task, double fraction) {
        progress.report(task, fraction);
        checkButton();
        show(task);
    }

    @Override
    public void checkCancelled() {
        progress.checkCancelled();
        checkButton();
    }

    @Override
    public void sketch(Supplier<List<Picture>> pictures) {
        progress.sketch(pictures);
        long now = nanoTime.getAsLong();
        if (isDue() && now - lastSketch > NANOS_BETWEEN_SKETCHES) {
            lastSketch = now;
            List<Picture> sketches = pictures.get();
            EventQueue.invokeLater(() -> show(sketches));
        }
    }

    private void show(List<Picture> sketches) {
        Dimension before = canvas.getPreferredSize();
        canvas.show(sketches);
        if (frame != null && !canvas.getPreferredSize().equals(before)) {
            frame.pack();
        }
    }

    private void checkButton() {
        if (cancelled) {
            throw new CancellationException();
        }
    }

    private boolean isDue() {
        return wanted && nanoTime.getAsLong() - start > NANOS_BEFORE_OPENING;
    }

    private void show(String task) {
        if (isDue() && !task.equals(lastTask)) {
            lastTask = task;
            EventQueue.invokeLater(() -> {
                if (frame == null) {
                    open(task);
                } else {
                    label.setText(task);
                }
            });
        }
    }

    private void open(String task) {
        frame = new Frame(title);
        frame.setFocusableWindowState(false); // the user may be typing elsewhere, and macros know the active window
        label = new Label("m".repeat(LABEL_COLUMNS)); // which makes room
        Button button = new Button("Cancel");
        button.addActionListener(event -> cancel(button));
        Panel line = new Panel(new BorderLayout());
        line.add(label, BorderLayout.CENTER);
        line.add(button, BorderLayout.EAST);
        frame.add(canvas, BorderLayout.CENTER);
        frame.add(line, BorderLayout.SOUTH);
        frame.addWindowListener(new WindowAdapter() {
            @Override
            public void windowClosing(WindowEvent event) {
                cancel(button);
            }
        });
        frame.pack();
        label.setText(task);
        frame.setLocation(place());
        frame.setVisible(true);
    }

    /** Below ImageJ, further down for each run that has a window already. */
    private static Point place() {
        ImageJ imageJ = IJ.getInstance();
        long others = Stream.of(Frame.getFrames())
                .filter(other -> other.isShowing() && other.getComponentCount() > 0)
                .filter(other -> other.getComponent(0) instanceof SketchCanvas)
                .count();
        int offset = (int) others * 40;
        return new Point(imageJ.getX() + offset, imageJ.getY() + imageJ.getHeight() + offset);
    }

    private void cancel(Button button) {
        cancelled = true;
        button.setEnabled(false);
        label.setText("Cancelling");
    }

    /** Closes the window. */
    @Override
    public void close() {
        EventQueue.invokeLater(() -> {
            if (frame != null) {
                frame.dispose();
            }
        });
    }
}
