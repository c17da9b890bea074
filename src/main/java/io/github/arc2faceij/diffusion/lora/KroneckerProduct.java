package io.github.arc2faceij.diffusion.lora;

import static io.github.arc2faceij.diffusion.lora.LoraPart.LOKR_T2;
import static io.github.arc2faceij.diffusion.lora.LoraPart.LOKR_W1;
import static io.github.arc2faceij.diffusion.lora.LoraPart.LOKR_W1_A;
import static io.github.arc2faceij.diffusion.lora.LoraPart.LOKR_W1_B;
import static io.github.arc2faceij.diffusion.lora.LoraPart.LOKR_W2;
import static io.github.arc2faceij.diffusion.lora.LoraPart.LOKR_W2_A;
import static io.github.arc2faceij.diffusion.lora.LoraPart.LOKR_W2_B;
import static io.github.arc2faceij.onnx.graph.GraphBuilder.attribute;

import io.github.arc2faceij.onnx.graph.GraphBuilder;
import io.github.arc2faceij.onnx.graph.MatrixShape;
import io.github.arc2faceij.onnx.graph.WeightChange;
import java.math.BigInteger;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * LoKr's change of one weight, W + factor * w1 (x) w2, by the Kronecker product (Yeh et al. 2023, LyCORIS, arXiv 2309.14859):
 * row a * c' + c and column b * d' + d hold w1[a, b] w2[c, d, place]. Each factor is there as a whole or in parts.
 *
 * @param tensors w1 [a', b'] and w2 [c', d' * places] with a' * c' = out and b' * d' = in
 * @param factor scale * alpha / rank, or the scale where both factors are whole
 */
record KroneckerProduct(LoraTensors tensors, float factor) implements WeightChange {

    /** @return what each matrix must have, rows and columns */
    static Map<LoraPart, List<Long>> shapes(LoraTensors tensors, MatrixShape weight) {
        Map<LoraPart, List<Long>> shapes = new EnumMap<>(LoraPart.class);
        // A factor that does not divide the weight is named by the largest one that would.
        long rows = gcd(firstRows(tensors), weight.out());
        long columns = gcd(firstColumns(tensors), weight.in());
        addShapes(shapes, LOKR_W1, first(tensors), new MatrixShape(rows, columns, 1));
        MatrixShape second = new MatrixShape(weight.out() / rows, weight.in() / columns, weight.places());
        addShapes(shapes, LOKR_W2, second(tensors), second);
        return shapes;
    }

    private static void addShapes(Map<LoraPart, List<Long>> shapes, LoraPart whole, Factor parts, MatrixShape shape) {
        if (parts.tensors().has(whole)) {
            shapes.put(whole, List.of(shape.out(), shape.columns()));
        } else {
            parts.addShapes(shapes, shape);
        }
    }

    /** @return what alpha is divided by, 0 where both factors are whole */
    static long rank(LoraTensors tensors) {
        if (tensors.has(LOKR_W2_B)) {
            return tensors.rows(LOKR_W2_B);
        }
        return tensors.has(LOKR_W1_B) ? tensors.rows(LOKR_W1_B) : 0;
    }

    @Override
    public String applyTo(GraphBuilder graph, String weight, MatrixShape shape) {
        long rows = shape.out() / firstRows(tensors);
        long columns = shape.in() / firstColumns(tensors);
        String first = tensors.has(LOKR_W1)
                ? WeightChange.scaled(graph, tensors.matrix(graph, LOKR_W1), factor)
                : first(tensors).value(graph, 1, factor);
        String second = tensors.has(LOKR_W2)
                ? tensors.matrix(graph, LOKR_W2)
                : second(tensors).value(graph, shape.places(), 1);
        String blocks = graph.node("Reshape", List.of(second, graph.constant(rows, columns, shape.places())));
        String product = graph.node("Einsum", List.of(first, blocks), attribute("equation", "ab,cdp->acbdp"));
        return graph.node("Add", List.of(weight, WeightChange.matrix(graph, product, shape)));
    }

    private static long firstRows(LoraTensors tensors) {
        return tensors.rows(tensors.has(LOKR_W1) ? LOKR_W1 : LOKR_W1_A);
    }

    private static long firstColumns(LoraTensors tensors) {
        return tensors.columns(tensors.has(LOKR_W1) ? LOKR_W1 : LOKR_W1_B);
    }

    /** LyCORIS never gives the first factor a core. */
    private static Factor first(LoraTensors tensors) {
        return new Factor(tensors, LOKR_W1_A, LOKR_W1_B, null);
    }

    private static Factor second(LoraTensors tensors) {
        return new Factor(tensors, LOKR_W2_A, LOKR_W2_B, LOKR_T2);
    }

    private static long gcd(long a, long b) {
        return BigInteger.valueOf(a).gcd(BigInteger.valueOf(b)).longValueExact();
    }
}
