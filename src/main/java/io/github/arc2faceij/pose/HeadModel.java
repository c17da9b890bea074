package io.github.arc2faceij.pose;

import io.github.arc2faceij.common.Arc2FaceException;
import io.github.arc2faceij.common.Landmarks;
import io.github.arc2faceij.common.Landmarks.Point;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A head that can take many shapes: mean + sum of coefficient x field, exactly linear, with the 68 iBUG points as
 * weighted vertices. Axes: x to the viewer's right, y up, z to the viewer (a head model's own units).
 *
 * <pre>{@code
 * HeadModel head = HeadModel.open(Bundled.folder("head"));
 * float[] vertices = head.vertices(head.meanShape());
 * }</pre>
 */
public final class HeadModel {

    private final float[] mean;
    private final float[][] identity;
    private final float[][] expression;
    private final int[] triangles;
    private final WeightedVertices landmarks;

    /**
     * @param mean [n, 3]
     * @param identity [k][n, 3]
     * @param expression [e][n, 3]
     * @param triangles [t, 3] indices of vertices, counter-clockwise seen from outside
     * @param landmarks 68 points
     */
    HeadModel(float[] mean, float[][] identity, float[][] expression, int[] triangles, WeightedVertices landmarks) {
        this.mean = mean;
        this.identity = identity;
        this.expression = expression;
        this.triangles = triangles;
        this.landmarks = landmarks;
    }

    /**
     * Opens a head model:
     *
     * <ul>
     *   <li>a folder in the form of the bundled head: {@code bases.safetensors} (mean, identity, expression, triangles) and
     *       {@code landmarks68.json};
     *   <li>or a file of FLAME: the official {@code generic_model.pkl}, of which no code is run, or an {@code .npz} with the
     *       same arrays; DECA's {@code landmark_embedding.npy} has to lie beside it.
     * </ul>
     *
     * @param path the folder or file
     * @return the head
     * @throws Arc2FaceException when a file is missing or damaged
     */
    public static HeadModel open(Path path) {
        return Files.isRegularFile(path) ? FlameFile.read(path) : HeadFolder.read(path);
    }

    /** @return how many identity fields there are */
    public int identityCount() {
        return identity.length;
    }

    /** @return how many expression fields there are */
    public int expressionCount() {
        return expression.length;
    }

    /** @return the shape of the average person with no expression: all coefficients 0 */
    public HeadShape meanShape() {
        return new HeadShape(new double[identity.length], new double[expression.length]);
    }

    /**
     * @param shape as many coefficients as this model has fields
     * @return [n, 3] the vertices
     * @throws IllegalArgumentException when the number of coefficients is another one
     */
    public float[] vertices(HeadShape shape) {
        requireCoefficients(shape);
        float[] vertices = mean.clone();
        add(identity, shape.identity(), vertices);
        add(expression, shape.expression(), vertices);
        return vertices;
    }

    /** @return [t, 3] the vertices of each triangle, counter-clockwise seen from outside; not a copy */
    int[] triangles() {
        return triangles;
    }

    /**
     * @param shape as many coefficients as this model has fields
     * @param view where the head lies in a picture
     * @return the 68 points of that head in that picture, also those that the head itself hides
     */
    public Landmarks landmarks(HeadShape shape, View view) {
        float[] projected = view.project(landmarks.of(vertices(shape)));
        List<Point> points = new ArrayList<>();
        for (int i = 0; i < projected.length; i += 3) {
            points.add(new Point(projected[i], projected[i + 1]));
        }
        return new Landmarks(points);
    }

    /** @return the 68 points of the mean head and of every field, identity fields first: [1 + k + e][68, 3] */
    float[][] landmarkFields() {
        float[][] fields = new float[1 + identity.length + expression.length][];
        fields[0] = landmarks.of(mean);
        for (int i = 1; i < fields.length; i++) {
            int field = i - 1;
            fields[i] = landmarks.of(field < identity.length ? identity[field] : expression[field - identity.length]);
        }
        return fields;
    }

    private static void add(float[][] fields, double[] coefficients, float[] vertices) {
        for (int k = 0; k < fields.length; k++) {
            float coefficient = (float) coefficients[k];
            if (coefficient != 0) {
                float[] field = fields[k];
                for (int i = 0; i < vertices.length; i++) {
                    vertices[i] += coefficient * field[i];
                }
            }
        }
    }

    private void requireCoefficients(HeadShape shape) {
        if (shape.identity().length != identity.length || shape.expression().length != expression.length) {
            throw new IllegalArgumentException("a head with " + identity.length + " identity and " + expression.length
                    + " expression fields, not " + shape.identity().length + " and " + shape.expression().length);
        }
    }
}
