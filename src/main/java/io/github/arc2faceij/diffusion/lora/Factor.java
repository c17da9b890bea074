package io.github.arc2faceij.diffusion.lora;

import static io.github.arc2faceij.onnx.graph.GraphBuilder.attribute;

import io.github.arc2faceij.onnx.graph.GraphBuilder;
import io.github.arc2faceij.onnx.graph.MatrixShape;
import io.github.arc2faceij.onnx.graph.WeightChange;
import java.util.List;
import java.util.Map;

/**
 * A matrix of low rank that LyCORIS stores in parts: a b, or where there is a core, t[i, j, place] a[i, out] b[j, in] summed
 * over i and j (Tucker 1966; LyCORIS, {@code rebuild_tucker}).
 *
 * @param tensors of the layer
 * @param a [out, rank], with a core [rank, out]
 * @param b [rank, in * places], with a core [rank, in]
 * @param core [rank, rank, places], of which there may be none
 */
record Factor(LoraTensors tensors, LoraPart a, LoraPart b, LoraPart core) {

    /** @return its value, [out, in * places] or [out, in, places], times a number */
    String value(GraphBuilder graph, long places, float times) {
        String left = WeightChange.scaled(graph, tensors.matrix(graph, a), times);
        String right = tensors.matrix(graph, b);
        if (!tensors.has(core)) {
            return graph.node("MatMul", List.of(left, right));
        }
        return graph.node(
                "Einsum",
                List.of(tensors.core(graph, core, places), left, right),
                attribute("equation", "ijp,ik,jl->klp"));
    }

    /** Adds what each matrix must have, rows and columns. */
    void addShapes(Map<LoraPart, List<Long>> shapes, MatrixShape shape) {
        long rank = tensors.rows(b);
        if (tensors.has(core)) {
            shapes.put(core, List.of(rank, rank * shape.places()));
            shapes.put(a, List.of(rank, shape.out()));
            shapes.put(b, List.of(rank, shape.in()));
        } else {
            shapes.put(a, List.of(shape.out(), rank));
            shapes.put(b, List.of(rank, shape.columns()));
        }
    }
}
