package io.github.arc2faceij.image;

import io.github.arc2faceij.common.Picture;
import java.awt.Canvas;
import java.awt.Dimension;
import java.awt.Graphics;
import java.awt.Graphics2D;
import java.awt.Image;
import java.awt.RenderingHints;
import java.util.List;

/** Small pictures side by side, enlarged. */
final class SketchCanvas extends Canvas {

    private static final long serialVersionUID = 1;

    /** More would be too small to see. */
    private static final int MOST = 4;

    /** Longer side of a picture on the screen, in pixels. */
    private static final int SIDE = 160;

    private transient List<Image> images = List.of();

    /** @param pictures of one size; the first ones are shown */
    void show(List<Picture> pictures) {
        images = pictures.stream()
                .limit(MOST)
                .map(picture -> PictureStack.colors(picture).createImage())
                .toList();
        repaint();
    }

    @Override
    public Dimension getPreferredSize() {
        return images.isEmpty() ? new Dimension(0, 0) : new Dimension(images.size() * width(), height());
    }

    private double scale() {
        Image first = images.get(0);
        return (double) SIDE / Math.max(first.getWidth(null), first.getHeight(null));
    }

    private int width() {
        return (int) Math.round(images.get(0).getWidth(null) * scale());
    }

    private int height() {
        return (int) Math.round(images.get(0).getHeight(null) * scale());
    }

    /** Without clearing first, which would flicker. */
    @Override
    public void update(Graphics graphics) {
        paint(graphics);
    }

    @Override
    public void paint(Graphics graphics) {
        Graphics2D smooth = (Graphics2D) graphics;
        smooth.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
        int left = images.isEmpty() ? 0 : (getWidth() - images.size() * width()) / 2;
        for (int i = 0; i < images.size(); i++) {
            smooth.drawImage(images.get(i), left + i * width(), 0, width(), height(), null);
        }
    }
}
