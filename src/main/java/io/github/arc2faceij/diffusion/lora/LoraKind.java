package io.github.arc2faceij.diffusion.lora;

import io.github.arc2faceij.onnx.graph.MatrixShape;
import io.github.arc2faceij.onnx.graph.WeightChange;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.ToLongFunction;

/** The ways to write a change of a weight with few numbers. */
enum LoraKind {
    /** LoRA, and LoCon with a core. */
    LORA(LoraPart.UP, LoraPart.MID, LowRank::shapes, LowRank::rank, LowRank::new),
    /** LoHa. */
    LOHA(LoraPart.HADA_W1_A, LoraPart.HADA_T2, HadamardProduct::shapes, HadamardProduct::rank, HadamardProduct::new),
    /** LoKr. */
    LOKR(LoraPart.LOKR_W1, LoraPart.LOKR_T2, KroneckerProduct::shapes, KroneckerProduct::rank, KroneckerProduct::new);

    private final Set<LoraPart> parts;
    private final BiFunction<LoraTensors, MatrixShape, Map<LoraPart, List<Long>>> shapes;
    private final ToLongFunction<LoraTensors> rank;
    private final BiFunction<LoraTensors, Float, WeightChange> change;

    LoraKind(
            LoraPart first,
            LoraPart last,
            BiFunction<LoraTensors, MatrixShape, Map<LoraPart, List<Long>>> shapes,
            ToLongFunction<LoraTensors> rank,
            BiFunction<LoraTensors, Float, WeightChange> change) {
        this.parts = EnumSet.range(first, last);
        this.shapes = shapes;
        this.rank = rank;
        this.change = change;
    }

    /** @return the kind that a layer's tensors are of, if there is more than an alpha */
    static Optional<LoraKind> of(LoraTensors tensors) {
        return Arrays.stream(values())
                .filter(kind -> kind.parts.stream().anyMatch(tensors::has))
                .findFirst();
    }

    /**
     * @param tensors of a layer
     * @param weight that they change
     * @return what there must be: rows and columns of each
     */
    Map<LoraPart, List<Long>> shapes(LoraTensors tensors, MatrixShape weight) {
        return shapes.apply(tensors, weight);
    }

    /** @return what alpha is divided by; 0 for tensors that have no rank, which alpha does not scale */
    long rank(LoraTensors tensors) {
        return rank.applyAsLong(tensors);
    }

    /**
     * @param tensors of the right shapes
     * @param factor that the change is multiplied with
     * @return the change
     */
    WeightChange change(LoraTensors tensors, float factor) {
        return change.apply(tensors, factor);
    }
}
