package io.github.arc2faceij.onnx.graph;

import java.util.List;

/**
 * What a LoRA does to one weight. ONNX Runtime computes it once, when the session is made, and keeps the result of every node
 * until all weights are done: nodes whose result is as large as the weight cost memory.
 */
@FunctionalInterface
public interface WeightChange {

    /**
     * @param graph to write to
     * @param weight float32 [out, in * places]
     * @param shape of the weight
     * @return the changed weight, of the same shape
     */
    String applyTo(GraphBuilder graph, String weight, MatrixShape shape);

    /**
     * @param graph to write to
     * @param values of a weight
     * @param shape of the weight
     * @return the same numbers [out, in * places]
     */
    static String matrix(GraphBuilder graph, String values, MatrixShape shape) {
        return graph.node("Reshape", List.of(values, graph.constant(shape.out(), shape.columns())));
    }

    /**
     * @param graph to write to
     * @param values of a weight
     * @param factor any number
     * @return the values times the factor
     */
    static String scaled(GraphBuilder graph, String values, float factor) {
        return graph.node("Mul", List.of(values, graph.constant(factor)));
    }
}
