package io.github.arc2faceij.diffusion.lora;

import static io.github.arc2faceij.diffusion.lora.LoraPart.HADA_T1;
import static io.github.arc2faceij.diffusion.lora.LoraPart.HADA_T2;
import static io.github.arc2faceij.diffusion.lora.LoraPart.HADA_W1_A;
import static io.github.arc2faceij.diffusion.lora.LoraPart.HADA_W1_B;
import static io.github.arc2faceij.diffusion.lora.LoraPart.HADA_W2_A;
import static io.github.arc2faceij.diffusion.lora.LoraPart.HADA_W2_B;

import io.github.arc2faceij.onnx.graph.GraphBuilder;
import io.github.arc2faceij.onnx.graph.MatrixShape;
import io.github.arc2faceij.onnx.graph.WeightChange;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * LoHa's change of one weight: two products of low rank, multiplied number by number (Nam et al. 2021, FedPara, arXiv
 * 2108.06098; LyCORIS, {@code loha}), W + factor * (w1_a w1_b) o (w2_a w2_b). With a core, a product is
 * t[i, j, place] a[i, out] b[j, in], summed over i and j.
 *
 * @param tensors a [out, rank] and b [rank, in * places], or with cores t [rank, rank, places], a [rank, out] and b [rank, in]
 * @param factor scale * alpha / rank
 */
record HadamardProduct(LoraTensors tensors, float factor) implements WeightChange {

    /** @return what each matrix must have, rows and columns */
    static Map<LoraPart, List<Long>> shapes(LoraTensors tensors, MatrixShape weight) {
        Map<LoraPart, List<Long>> shapes = new EnumMap<>(LoraPart.class);
        first(tensors).addShapes(shapes, weight);
        second(tensors).addShapes(shapes, weight);
        return shapes;
    }

    /** @return what alpha is divided by */
    static long rank(LoraTensors tensors) {
        return tensors.rows(HADA_W1_B);
    }

    @Override
    public String applyTo(GraphBuilder graph, String weight, MatrixShape shape) {
        String left = first(tensors).value(graph, shape.places(), factor);
        String right = second(tensors).value(graph, shape.places(), 1);
        String product = graph.node("Mul", List.of(left, right));
        boolean matrix = !tensors.has(HADA_T1);
        return graph.node("Add", List.of(weight, matrix ? product : WeightChange.matrix(graph, product, shape)));
    }

    private static Factor first(LoraTensors tensors) {
        return new Factor(tensors, HADA_W1_A, HADA_W1_B, HADA_T1);
    }

    private static Factor second(LoraTensors tensors) {
        return new Factor(tensors, HADA_W2_A, HADA_W2_B, HADA_T2);
    }
}
