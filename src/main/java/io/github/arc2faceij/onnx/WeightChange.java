package io.github.arc2faceij.onnx;

import java.util.List;

/** What a LoRA does to one weight. ONNX Runtime computes it once, when the session is made. */
@FunctionalInterface
interface WeightChange {

    /**
     * @param graph to write to
     * @param weight float32 [out, in * places]
     * @param shape of the weight
     * @return the changed weight, of the same shape
     */
    String applyTo(GraphBuilder graph, String weight, MatrixShape shape);

    /** @return weight + difference, which has as many numbers in any shape */
    static String sum(GraphBuilder graph, String weight, String difference, MatrixShape shape) {
        String matrix = graph.node("Reshape", List.of(difference, graph.constant(shape.out(), shape.columns())));
        return graph.node("Add", List.of(weight, matrix));
    }

    /** @return the values times a number */
    static String scaled(GraphBuilder graph, String values, float factor) {
        return graph.node("Mul", List.of(values, graph.constant(factor)));
    }
}
