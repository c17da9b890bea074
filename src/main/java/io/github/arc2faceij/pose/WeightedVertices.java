package io.github.arc2faceij.pose;

import java.util.List;

/**
 * Points of a mesh, each a weighted mean of some of its vertices.
 *
 * @param vertices per point: indices of vertices
 * @param weights per point: as many weights
 */
record WeightedVertices(List<int[]> vertices, List<float[]> weights) {

    /** @return [points, 3] from the [n, 3] vertices of a mesh */
    float[] of(float[] mesh) {
        float[] points = new float[3 * vertices.size()];
        for (int i = 0; i < points.length; i++) {
            int[] indices = vertices.get(i / 3);
            float[] shares = weights.get(i / 3);
            for (int k = 0; k < indices.length; k++) {
                points[i] += shares[k] * mesh[3 * indices[k] + i % 3];
            }
        }
        return points;
    }
}
