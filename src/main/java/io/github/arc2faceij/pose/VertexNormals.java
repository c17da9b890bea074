package io.github.arc2faceij.pose;

/** Smooth normals of a mesh: at each vertex the mean of its triangles' normals, weighted by their areas. */
final class VertexNormals {

    private VertexNormals() {}

    /**
     * @param vertices [n, 3]
     * @param triangles [t, 3], counter-clockwise seen from outside
     * @return [n, 3] vectors of length 1 that point outwards; 0 where a vertex has no area around it
     */
    static float[] of(float[] vertices, int[] triangles) {
        float[] normals = new float[vertices.length];
        for (int i = 0; i < triangles.length; i += 3) {
            addNormal(vertices, 3 * triangles[i], 3 * triangles[i + 1], 3 * triangles[i + 2], normals);
        }
        for (int i = 0; i < normals.length; i += 3) {
            float length = (float) Math.sqrt(
                    normals[i] * normals[i] + normals[i + 1] * normals[i + 1] + normals[i + 2] * normals[i + 2]);
            if (length > 0) {
                normals[i] /= length;
                normals[i + 1] /= length;
                normals[i + 2] /= length;
            }
        }
        return normals;
    }

    private static void addNormal(float[] v, int a, int b, int c, float[] normals) {
        float ux = v[b] - v[a];
        float uy = v[b + 1] - v[a + 1];
        float uz = v[b + 2] - v[a + 2];
        float wx = v[c] - v[a];
        float wy = v[c + 1] - v[a + 1];
        float wz = v[c + 2] - v[a + 2];
        for (int vertex : new int[] {a, b, c}) {
            normals[vertex] += uy * wz - uz * wy;
            normals[vertex + 1] += uz * wx - ux * wz;
            normals[vertex + 2] += ux * wy - uy * wx;
        }
    }
}
