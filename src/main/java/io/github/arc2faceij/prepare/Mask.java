package io.github.arc2faceij.prepare;

import io.github.arc2faceij.common.Landmarks;
import io.github.arc2faceij.common.Landmarks.Point;
import io.github.arc2faceij.common.Picture;
import io.github.arc2faceij.common.Progress;
import io.github.arc2faceij.opencv.ConvexHull;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * How much of each pixel is seen. The edge lies where the outline is; a feather leads from there inwards, so nothing outside
 * the outline is ever seen.
 *
 * @param width in pixels
 * @param height in pixels
 * @param alpha [height, width], 0..1
 */
record Mask(int width, int height, float[] alpha) {

    /** Corners of the polygon that stands for an ellipse: nowhere off by more than 1/10,000 of its size. */
    private static final int OVAL_CORNERS = 256;

    /**
     * @param width in pixels
     * @param height in pixels
     * @return a mask that shows all
     */
    static Mask whole(int width, int height) {
        float[] alpha = new float[width * height];
        Arrays.fill(alpha, 1);
        return new Mask(width, height, alpha);
    }

    /**
     * An ellipse around the middle of the picture.
     *
     * @param width in pixels
     * @param height in pixels
     * @param across width of the ellipse in pixels
     * @param down height of the ellipse in pixels
     * @param feather width of the soft edge in pixels, 0 or more
     * @param progress asked whether to stop
     * @return the mask
     */
    static Mask oval(int width, int height, double across, double down, double feather, Progress progress) {
        List<Point> corners = new ArrayList<>();
        for (int i = 0; i < OVAL_CORNERS; i++) {
            double angle = 2 * Math.PI * i / OVAL_CORNERS;
            corners.add(new Point(
                    (width - 1) / 2.0 + across / 2 * Math.cos(angle), (height - 1) / 2.0 + down / 2 * Math.sin(angle)));
        }
        return convex(width, height, corners, feather, progress);
    }

    /**
     * The convex hull of the 68 landmarks: from the brows to the chin, without the forehead.
     *
     * @param width in pixels
     * @param height in pixels
     * @param landmarks in pixels of the picture
     * @param feather width of the soft edge in pixels, 0 or more
     * @param progress asked whether to stop
     * @return the mask
     */
    static Mask hull(int width, int height, Landmarks landmarks, double feather, Progress progress) {
        return convex(width, height, ConvexHull.of(landmarks.points()), feather, progress);
    }

    /** Inside a convex polygon, the distance to its outline is that to the nearest of its sides' lines. */
    private static Mask convex(int width, int height, List<Point> corners, double feather, Progress progress) {
        Mask mask = new Mask(width, height, new float[width * height]);
        double[] distances = new double[width];
        for (int y = 0; y < height; y++) {
            progress.checkCancelled();
            Arrays.fill(distances, Double.POSITIVE_INFINITY);
            for (int i = 0; i < corners.size(); i++) {
                nearer(distances, y, corners.get(i), corners.get((i + 1) % corners.size()));
            }
            for (int x = 0; x < width; x++) {
                mask.alpha[y * width + x] = (float)
                        (feather > 0 ? Math.min(1, Math.max(0, distances[x] / feather)) : distances[x] >= 0 ? 1 : 0);
            }
        }
        return mask;
    }

    /** Distances from the line through two corners, counted to its right side as seen in a picture. */
    private static void nearer(double[] distances, int y, Point from, Point to) {
        double length = Math.hypot(to.x() - from.x(), to.y() - from.y());
        if (length == 0) {
            return;
        }
        double normalX = (from.y() - to.y()) / length;
        double normalY = (to.x() - from.x()) / length;
        for (int x = 0; x < distances.length; x++) {
            distances[x] = Math.min(distances[x], (x - from.x()) * normalX + (y - from.y()) * normalY);
        }
    }

    /** @return [height, width], which pixels are seen in full: those of which the statistics are */
    boolean[] inside() {
        boolean[] inside = new boolean[alpha.length];
        for (int i = 0; i < inside.length; i++) {
            inside[i] = alpha[i] == 1;
        }
        return inside;
    }

    /**
     * @param picture of the same size, not changed
     * @param grey of the background, 0..255
     * @return the picture where it is seen, over the background
     */
    Picture over(Picture picture, int grey) {
        Picture shown = Picture.black(width, height);
        for (int i = 0; i < alpha.length; i++) {
            for (int channel = 3 * i; channel < 3 * i + 3; channel++) {
                int value = picture.rgb()[channel] & 0xff;
                shown.rgb()[channel] = (byte) Math.round(grey + alpha[i] * (value - grey));
            }
        }
        return shown;
    }
}
