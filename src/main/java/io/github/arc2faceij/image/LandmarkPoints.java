package io.github.arc2faceij.image;

import ij.gui.PointRoi;
import ij.process.FloatPolygon;

/**
 * Points that an Alt-click or a long one near any of them takes from the overlay, to be dragged. ImageJ's own (1.54p)
 * want the click at the very coordinates, which between pixels no click has. A file does not keep this: points of an
 * opened TIFF are reached through the ROI Manager.
 */
final class LandmarkPoints extends PointRoi {

    private static final long serialVersionUID = 1;

    /** In pixels of the image. */
    private static final double REACH = 3;

    /**
     * @param xs in pixels of the image
     * @param ys as many
     */
    LandmarkPoints(float[] xs, float[] ys) {
        super(xs, ys, xs.length);
    }

    @Override
    public boolean contains(int x, int y) {
        FloatPolygon points = getFloatPolygon();
        for (int i = 0; i < points.npoints; i++) {
            if (Math.hypot(points.xpoints[i] - x, points.ypoints[i] - y) <= REACH) {
                return true;
            }
        }
        return false;
    }
}
