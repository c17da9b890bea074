package io.github.arc2faceij.pose;

import io.github.arc2faceij.common.Arc2FaceException;
import io.github.arc2faceij.common.Landmarks;
import io.github.arc2faceij.common.Tensor;
import java.nio.file.Path;
import java.util.stream.IntStream;

/**
 * What was read from a head model's files, still to be checked.
 *
 * @param source the file, for messages
 * @param mean [n, 3]
 * @param identity [k, n, 3]
 * @param expression [e, n, 3]
 * @param triangles [t, 3] indices of vertices
 * @param landmarks 68 points
 */
record HeadParts(
        Path source, Tensor mean, Tensor identity, Tensor expression, int[] triangles, WeightedVertices landmarks) {

    /**
     * @return the head model
     * @throws Arc2FaceException when the parts do not fit together, with the file and what is wrong
     */
    HeadModel model() {
        require(mean.shape().length == 2 && mean.dim(1) == 3, "the mean head has the shape " + mean.shapeText());
        requireFields("identity", identity);
        requireFields("expression", expression);
        require(
                triangles.length > 0
                        && triangles.length % 3 == 0
                        && IntStream.of(triangles).allMatch(this::isVertex),
                "its triangles do not belong to its " + mean.dim(0) + " vertices");
        requireLandmarks();
        return new HeadModel(mean.data(), split(identity), split(expression), triangles, landmarks);
    }

    private void requireFields(String name, Tensor fields) {
        boolean fits = fields.shape().length == 3 && fields.dim(1) == mean.dim(0) && fields.dim(2) == 3;
        require(
                fits,
                "its " + name + " fields have the shape " + fields.shapeText() + ", its mean head " + mean.shapeText());
    }

    private void requireLandmarks() {
        int count = landmarks.vertices().size();
        require(count == Landmarks.COUNT, "it has " + count + " landmarks instead of " + Landmarks.COUNT);
        for (int i = 0; i < count; i++) {
            int[] vertices = landmarks.vertices().get(i);
            boolean weighted = vertices.length == landmarks.weights().get(i).length;
            require(
                    vertices.length > 0 && weighted && IntStream.of(vertices).allMatch(this::isVertex),
                    "its landmark " + i + " does not belong to its " + mean.dim(0) + " vertices");
        }
    }

    private boolean isVertex(int index) {
        return index >= 0 && index < mean.dim(0);
    }

    private void require(boolean condition, String problem) {
        if (!condition) {
            throw new Arc2FaceException(
                    "The head model \"" + source + "\" is damaged: " + problem + ". Install the head again.");
        }
    }

    private static float[][] split(Tensor fields) {
        return IntStream.range(0, fields.dim(0))
                .mapToObj(k -> fields.slice(k, k + 1).data())
                .toArray(float[][]::new);
    }
}
