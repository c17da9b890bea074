package io.github.arc2faceij.onnx;

import static io.github.arc2faceij.onnx.GraphBuilder.attribute;
import static io.github.arc2faceij.onnx.LoraPart.DORA_SCALE;
import static io.github.arc2faceij.onnx.LoraPart.MAGNITUDE;

import java.util.List;

/**
 * DoRA (Liu et al. 2024, arXiv 2402.09353): the changed weight's rows get lengths that were trained, m W' / |W'|. LyCORIS
 * also knows lengths of columns, over all outputs and places of an input.
 *
 * <p>At other scales than 1 programs differ. For LyCORIS' magnitudes the weight goes from the unchanged to the changed one,
 * W + scale (m W' / |W'| - W), as {@code apply_dora_scale} and the user interfaces do it. For PEFT's magnitudes the scale
 * multiplies the change below the magnitude, as PEFT does it.
 *
 * @param tensors with {@code DORA_SCALE} or {@code MAGNITUDE}
 * @param change to the weight before its lengths are set: as it was trained for the former, scaled for the latter
 * @param scale of the LoRA
 */
record WeightDecomposition(LoraTensors tensors, WeightChange change, float scale) implements WeightChange {

    /** What LyCORIS adds to lengths: the step from 1 to the next float. */
    private static final float EPSILON = 0x1p-23f;

    /** @return whether a layer has magnitudes */
    static boolean isIn(LoraTensors tensors) {
        return tensors.has(DORA_SCALE) || tensors.has(MAGNITUDE);
    }

    /** @return how many magnitudes there must be */
    static long magnitudes(LoraTensors tensors, MatrixShape weight) {
        return ofInputs(tensors) ? weight.in() : weight.out();
    }

    private static boolean ofInputs(LoraTensors tensors) {
        return tensors.has(DORA_SCALE) && tensors.rows(DORA_SCALE) == 1 && tensors.columns(DORA_SCALE) > 1;
    }

    @Override
    public String applyTo(GraphBuilder graph, String weight, MatrixShape shape) {
        String changed = change.applyTo(graph, weight, shape);
        String result = rescaled(graph, changed, shape);
        if (tensors.has(MAGNITUDE) || scale == 1) {
            return result;
        }
        String difference = graph.node("Sub", List.of(result, weight));
        return graph.node("Add", List.of(weight, WeightChange.scaled(graph, difference, scale)));
    }

    private String rescaled(GraphBuilder graph, String weight, MatrixShape shape) {
        boolean inputs = ofInputs(tensors);
        String kernels =
                graph.node("Reshape", List.of(weight, graph.constant(shape.out(), shape.in(), shape.places())));
        String axes = inputs ? graph.constant(0L, 2L) : graph.constant(1L, 2L);
        String length = graph.node("ReduceL2", List.of(kernels, axes), attribute("keepdims", 1));
        String magnitude = graph.float32(
                tensors.get(tensors.has(DORA_SCALE) ? DORA_SCALE : MAGNITUDE),
                inputs ? 1 : shape.out(),
                inputs ? shape.in() : 1,
                1);
        String safe = graph.node("Add", List.of(length, graph.constant(EPSILON)));
        String gain = graph.node("Div", List.of(magnitude, safe));
        String result = graph.node("Mul", List.of(kernels, gain));
        return graph.node("Reshape", List.of(result, graph.constant(shape.out(), shape.columns())));
    }
}
