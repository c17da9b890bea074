package io.github.arc2faceij.pose;

import java.util.Arrays;

/**
 * Which triangle of a mesh is nearest to the viewer at the centre of each pixel, and where in it. A triangle is seen from
 * both sides, as in the renderers that made the ControlNet's training pictures.
 */
final class Rasteriser {

    static final int NOTHING = -1;

    /** A pixel on the edge between two triangles belongs to both: rounding must not leave a hole. */
    private static final float EDGE = -1e-5f;

    private final int width;
    private final int height;
    private final float[] depth;
    private final int[] triangle;
    private final float[] weights;

    Rasteriser(int width, int height) {
        this.width = width;
        this.height = height;
        depth = new float[width * height];
        triangle = new int[width * height];
        weights = new float[2 * width * height];
        Arrays.fill(depth, Float.NEGATIVE_INFINITY);
        Arrays.fill(triangle, NOTHING);
    }

    /**
     * @param points [n, 3] x and y in pixels (whole numbers at pixel centres), depth towards the viewer
     * @param triangles [t, 3] indices of points
     */
    void draw(float[] points, int[] triangles) {
        for (int i = 0; i < triangles.length; i += 3) {
            draw(points, i, 3 * triangles[i], 3 * triangles[i + 1], 3 * triangles[i + 2]);
        }
    }

    /** @return where the nearest triangle begins in the array of triangles, or {@link #NOTHING} */
    int triangleAt(int pixel) {
        return triangle[pixel];
    }

    /** @return the share of the triangle's second (1) or third (2) corner at this pixel */
    float weightAt(int pixel, int corner) {
        return weights[2 * pixel + corner - 1];
    }

    private void draw(float[] p, int index, int a, int b, int c) {
        float bx = p[b] - p[a];
        float by = p[b + 1] - p[a + 1];
        float cx = p[c] - p[a];
        float cy = p[c + 1] - p[a + 1];
        float area = bx * cy - by * cx;
        if (area == 0) {
            return;
        }
        int left = Math.max(0, (int) Math.ceil(min(p[a], p[b], p[c])));
        int right = Math.min(width - 1, (int) Math.floor(max(p[a], p[b], p[c])));
        int top = Math.max(0, (int) Math.ceil(min(p[a + 1], p[b + 1], p[c + 1])));
        int bottom = Math.min(height - 1, (int) Math.floor(max(p[a + 1], p[b + 1], p[c + 1])));
        for (int y = top; y <= bottom; y++) {
            float dy = y - p[a + 1];
            for (int x = left; x <= right; x++) {
                float dx = x - p[a];
                float second = (dx * cy - dy * cx) / area;
                float third = (bx * dy - by * dx) / area;
                if (second >= EDGE && third >= EDGE && 1 - second - third >= EDGE) {
                    float z = p[a + 2] + second * (p[b + 2] - p[a + 2]) + third * (p[c + 2] - p[a + 2]);
                    keepNearest(y * width + x, index, z, second, third);
                }
            }
        }
    }

    private void keepNearest(int pixel, int index, float z, float second, float third) {
        if (z > depth[pixel]) {
            depth[pixel] = z;
            triangle[pixel] = index;
            weights[2 * pixel] = second;
            weights[2 * pixel + 1] = third;
        }
    }

    private static float min(float a, float b, float c) {
        return Math.min(a, Math.min(b, c));
    }

    private static float max(float a, float b, float c) {
        return Math.max(a, Math.max(b, c));
    }
}
