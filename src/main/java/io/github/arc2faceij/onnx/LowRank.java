package io.github.arc2faceij.onnx;

import io.github.arc2faceij.weights.TensorLocation;
import java.util.List;

/**
 * What a LoRA adds to one weight, factor * up * down (Hu et al. 2021). A convolution's kernel is a matrix with a column
 * for each channel and place. ONNX Runtime computes the sum once, when the session is made.
 *
 * @param up [out, rank], or the same as a 1x1 convolution
 * @param down [rank, in], or a convolution's [rank, in, height, width]
 * @param factor scale * alpha / rank
 */
record LowRank(TensorLocation up, TensorLocation down, float factor) {

    /** @return what is added to one half of the weight's first axis */
    LowRank half(int half) {
        return new LowRank(ModelWeights.half(up, half), down, factor);
    }

    /**
     * @param graph to write to
     * @param weight the float32 value that is changed
     * @param shape of the weight
     * @return the changed value
     */
    String addTo(GraphBuilder graph, String weight, long... shape) {
        long rank = down.shape().get(0);
        String left = graph.float32(up, up.shape().get(0), rank);
        String right = graph.float32(down, rank, down.count() / rank);
        String product = graph.node("MatMul", List.of(left, right));
        String scaled = graph.node("Mul", List.of(product, graph.constant(factor)));
        return graph.node("Add", List.of(weight, graph.node("Reshape", List.of(scaled, graph.constant(shape)))));
    }
}
