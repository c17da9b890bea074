package io.github.arc2faceij.commands.preview;

import ij.ImagePlus;
import io.github.arc2faceij.common.Picture;
import io.github.arc2faceij.image.PictureStack;
import java.awt.EventQueue;
import java.awt.GraphicsEnvironment;
import java.util.List;
import java.util.function.Supplier;

/** A small window with the head's normal map, open while a dialog is. */
public final class PosePreview implements AutoCloseable {

    /** Width and height of the preview in pixels. */
    public static final int SIZE = 256;

    private ImagePlus window;
    private LiveNormalMap live;

    /**
     * Opens the window, or redraws it; without a display this does nothing.
     *
     * @param source of what it is to show
     */
    public synchronized void show(Supplier<Picture> source) {
        if (GraphicsEnvironment.isHeadless()) {
            return;
        }
        if (window == null) {
            window = PictureStack.of("Pose", List.of(Picture.black(SIZE, SIZE)), List.of("preview"), "");
            live = new LiveNormalMap(window, source);
            window.show();
        }
        live.refresh();
    }

    /** Closes the window, if there is one. */
    @Override
    public synchronized void close() {
        if (window != null) {
            live.close();
            ImagePlus closing = window;
            EventQueue.invokeLater(() -> {
                closing.changes = false;
                closing.close();
            });
            window = null;
        }
    }
}
