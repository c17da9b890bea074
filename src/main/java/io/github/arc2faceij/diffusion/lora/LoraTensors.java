package io.github.arc2faceij.diffusion.lora;

import io.github.arc2faceij.onnx.graph.GraphBuilder;
import io.github.arc2faceij.weights.TensorLocation;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** The tensors that a LoRA has for one layer. As matrices they have the first axis as rows, and all others as columns. */
final class LoraTensors {

    private final Map<LoraPart, TensorLocation> parts = new EnumMap<>(LoraPart.class);

    void put(LoraPart part, TensorLocation tensor) {
        parts.put(part, tensor);
    }

    boolean has(LoraPart part) {
        return parts.containsKey(part);
    }

    TensorLocation get(LoraPart part) {
        return parts.get(part);
    }

    Map<LoraPart, TensorLocation> all() {
        return parts;
    }

    /** @return 1 for a part that is not there or is empty, which is refused elsewhere */
    long rows(LoraPart part) {
        return has(part) ? Math.max(1, rows(get(part))) : 1;
    }

    /** @return 1 for a part that is not there or is empty, which is refused elsewhere */
    long columns(LoraPart part) {
        return has(part) ? Math.max(1, get(part).count() / rows(part)) : 1;
    }

    private static long rows(TensorLocation tensor) {
        List<Long> shape = tensor.shape();
        return shape.isEmpty() ? 1 : shape.get(0);
    }

    /** @return the float32 value of a part as a matrix */
    String matrix(GraphBuilder graph, LoraPart part) {
        return graph.float32(get(part), rows(part), columns(part));
    }

    /** @return the float32 value of a core [rank, rank, places] */
    String core(GraphBuilder graph, LoraPart part, long places) {
        return graph.float32(get(part), rows(part), columns(part) / places, places);
    }
}
