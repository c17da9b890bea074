package io.github.arc2faceij.diffusion.lora;

import static io.github.arc2faceij.diffusion.lora.LoraPart.DOWN;
import static io.github.arc2faceij.diffusion.lora.LoraPart.MID;
import static io.github.arc2faceij.diffusion.lora.LoraPart.UP;
import static io.github.arc2faceij.onnx.graph.GraphBuilder.attribute;

import io.github.arc2faceij.onnx.graph.GraphBuilder;
import io.github.arc2faceij.onnx.graph.MatrixShape;
import io.github.arc2faceij.onnx.graph.WeightChange;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * A LoRA's change of one weight, W + factor * up * down (Hu et al. 2021, arXiv 2106.09685). LoCon (LyCORIS,
 * {@code tucker_weight_from_conv}) may put a core between the two: up[o, m] mid[m, n, place] down[n, i], summed over m and n.
 *
 * @param tensors up [out, rank] and down [rank, in * places]; with mid [rank, rank, places], down [rank, in]
 * @param factor scale * alpha / rank
 */
record LowRank(LoraTensors tensors, float factor) implements WeightChange {

    /** @return what each matrix must have, rows and columns */
    static Map<LoraPart, List<Long>> shapes(LoraTensors tensors, MatrixShape weight) {
        Map<LoraPart, List<Long>> shapes = new EnumMap<>(LoraPart.class);
        long rank = tensors.rows(DOWN);
        shapes.put(UP, List.of(weight.out(), rank));
        if (tensors.has(MID)) {
            shapes.put(MID, List.of(rank, rank * weight.places()));
            shapes.put(DOWN, List.of(rank, weight.in()));
        } else {
            shapes.put(DOWN, List.of(rank, weight.columns()));
        }
        return shapes;
    }

    /** @return what alpha is divided by */
    static long rank(LoraTensors tensors) {
        return tensors.rows(DOWN);
    }

    @Override
    public String applyTo(GraphBuilder graph, String weight, MatrixShape shape) {
        String up = tensors.matrix(graph, UP);
        String down = tensors.matrix(graph, DOWN);
        if (!tensors.has(MID)) {
            return graph.node("Gemm", List.of(up, down, weight), attribute("alpha", factor));
        }
        String product = graph.node(
                "Einsum",
                List.of(WeightChange.scaled(graph, up, factor), tensors.core(graph, MID, shape.places()), down),
                attribute("equation", "om,mnp,ni->oip"));
        return graph.node("Add", List.of(weight, WeightChange.matrix(graph, product, shape)));
    }
}
