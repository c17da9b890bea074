package io.github.arc2faceij.pose;

import io.github.arc2faceij.common.Landmarks;
import io.github.arc2faceij.common.Tensor;
import java.nio.file.Path;
import java.util.Collections;

/** Head models of a few triangles, without fields. */
final class TinyHeads {

    private TinyHeads() {}

    static HeadParts parts(float[] vertices, int... triangles) {
        int count = vertices.length / 3;
        WeightedVertices landmarks = new WeightedVertices(
                Collections.nCopies(Landmarks.COUNT, new int[] {0}),
                Collections.nCopies(Landmarks.COUNT, new float[] {1}));
        return new HeadParts(
                Path.of("tiny"),
                Tensor.of(vertices, count, 3),
                Tensor.zeros(0, count, 3),
                Tensor.zeros(0, count, 3),
                triangles,
                landmarks);
    }

    static HeadModel model(float[] vertices, int... triangles) {
        return parts(vertices, triangles).model();
    }
}
