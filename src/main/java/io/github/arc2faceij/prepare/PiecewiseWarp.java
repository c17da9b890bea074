package io.github.arc2faceij.prepare;

import io.github.arc2faceij.common.Landmarks.Point;
import io.github.arc2faceij.opencv.Delaunay;
import java.util.Arrays;
import java.util.List;

/**
 * A piecewise affine warp: each triangle of the Delaunay triangulation of points in a frame comes from the triangle of the same
 * points elsewhere. Exact in double precision.
 */
final class PiecewiseWarp {

    /** Pixels on a side belong to both triangles, also where rounding puts them beside it. */
    private static final double EDGE = 1e-9;

    private static final double[] NOWHERE = {0, 0, Double.NaN, 0, 0, Double.NaN};

    private final int width;
    private final List<Point> points;
    private final List<int[]> triangles;

    /** Of each pixel, the number of its triangle; -1 outside all. */
    private final int[] triangleAt;

    /**
     * @param width of the frame in pixels
     * @param height of the frame in pixels
     * @param points in the frame and around it, not all on a line
     */
    PiecewiseWarp(int width, int height, List<Point> points) {
        this.width = width;
        this.points = points;
        triangles = Delaunay.triangles(points);
        triangleAt = new int[width * height];
        Arrays.fill(triangleAt, -1);
        for (int i = 0; i < triangles.size(); i++) {
            fill(i, height);
        }
    }

    private void fill(int number, int height) {
        double[] xs = corners(points, number, true);
        double[] ys = corners(points, number, false);
        int left = (int) Math.max(0, Math.ceil(min(xs) - EDGE));
        int right = (int) Math.min(width - 1.0, Math.floor(max(xs) + EDGE));
        int top = (int) Math.max(0, Math.ceil(min(ys) - EDGE));
        int bottom = (int) Math.min(height - 1.0, Math.floor(max(ys) + EDGE));
        for (int y = top; y <= bottom; y++) {
            for (int x = left; x <= right; x++) {
                if (min(shares(xs, ys, x, y)) >= -EDGE) {
                    triangleAt[y * width + x] = number;
                }
            }
        }
    }

    /**
     * @param from as many points as in the frame, elsewhere
     * @return of each triangle, a b c d e f, by which a pixel of the frame comes from (a x + b y + c, d x + e y + f)
     */
    double[][] ways(List<Point> from) {
        double[][] ways = new double[triangles.size()][];
        for (int i = 0; i < ways.length; i++) {
            double[] xs = corners(points, i, true);
            double[] ys = corners(points, i, false);
            double[] origin = shares(xs, ys, 0, 0);
            double[] right = minus(shares(xs, ys, 1, 0), origin);
            double[] down = minus(shares(xs, ys, 0, 1), origin);
            double[] fromX = corners(from, i, true);
            double[] fromY = corners(from, i, false);
            ways[i] = new double[] {
                sum(right, fromX), sum(down, fromX), sum(origin, fromX),
                sum(right, fromY), sum(down, fromY), sum(origin, fromY)
            };
        }
        return ways;
    }

    /**
     * @param x column of the frame
     * @param y row of the frame
     * @param ways of all triangles
     * @param place gets where the pixel comes from; NaN outside all triangles
     */
    void look(int x, int y, double[][] ways, double[] place) {
        int number = triangleAt[y * width + x];
        double[] way = number < 0 ? NOWHERE : ways[number];
        place[0] = way[0] * x + way[1] * y + way[2];
        place[1] = way[3] * x + way[4] * y + way[5];
    }

    private static double[] minus(double[] a, double[] b) {
        return new double[] {a[0] - b[0], a[1] - b[1], a[2] - b[2]};
    }

    private double[] corners(List<Point> of, int number, boolean xs) {
        double[] corners = new double[3];
        for (int i = 0; i < 3; i++) {
            Point corner = of.get(triangles.get(number)[i]);
            corners[i] = xs ? corner.x() : corner.y();
        }
        return corners;
    }

    /** Barycentric coordinates of a place; NaN in a triangle without area. */
    private static double[] shares(double[] xs, double[] ys, double x, double y) {
        double area = (xs[1] - xs[0]) * (ys[2] - ys[0]) - (xs[2] - xs[0]) * (ys[1] - ys[0]);
        double second = ((x - xs[0]) * (ys[2] - ys[0]) - (xs[2] - xs[0]) * (y - ys[0])) / area;
        double third = ((xs[1] - xs[0]) * (y - ys[0]) - (x - xs[0]) * (ys[1] - ys[0])) / area;
        return new double[] {1 - second - third, second, third};
    }

    private static double sum(double[] shares, double[] corners) {
        return shares[0] * corners[0] + shares[1] * corners[1] + shares[2] * corners[2];
    }

    private static double min(double[] values) {
        return Math.min(values[0], Math.min(values[1], values[2]));
    }

    private static double max(double[] values) {
        return Math.max(values[0], Math.max(values[1], values[2]));
    }
}
