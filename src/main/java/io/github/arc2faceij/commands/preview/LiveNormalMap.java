package io.github.arc2faceij.commands.preview;

import ij.ImageListener;
import ij.ImagePlus;
import ij.gui.Roi;
import ij.gui.RoiListener;
import io.github.arc2faceij.common.Picture;
import io.github.arc2faceij.image.PictureStack;
import java.awt.EventQueue;
import java.util.function.Supplier;

/**
 * Keeps an image up to date while a user drags landmarks: the latest state is drawn, states that came and went
 * meanwhile are left out. A state that gives no head is told in the status line, and the last good picture stays.
 */
public final class LiveNormalMap implements RoiListener, ImageListener, AutoCloseable {

    private final ImagePlus map;
    private final Supplier<Picture> source;
    private final LatestTask worker = new LatestTask("Arc2Face normal map");

    /**
     * Follows every selection until the image or this is closed.
     *
     * @param map the image to redraw
     * @param source of what it is to show; called on a thread of its own
     */
    public LiveNormalMap(ImagePlus map, Supplier<Picture> source) {
        this.map = map;
        this.source = source;
        Roi.addRoiListener(this);
        ImagePlus.addImageListener(this);
    }

    /** Redraws the image soon. */
    void refresh() {
        worker.submit(this::redraw);
    }

    private void redraw() {
        Picture picture = source.get();
        EventQueue.invokeLater(() -> {
            if (!worker.isClosed()) {
                PictureStack.replace(map, picture);
            }
        });
    }

    @Override
    public void roiModified(ImagePlus image, int id) {
        if (image != map) {
            refresh();
        }
    }

    @Override
    public void imageClosed(ImagePlus image) {
        if (image == map) {
            close();
        }
    }

    @Override
    public void imageOpened(ImagePlus image) {}

    @Override
    public void imageUpdated(ImagePlus image) {}

    /** Stops following. The image stays as it is. */
    @Override
    public void close() {
        Roi.removeRoiListener(this);
        ImagePlus.removeImageListener(this);
        worker.close();
    }
}
