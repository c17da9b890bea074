package io.github.arc2faceij.diffusion.lora;

import static io.github.arc2faceij.diffusion.lora.LoraPart.DORA_SCALE;
import static io.github.arc2faceij.diffusion.lora.LoraPart.MAGNITUDE;
import static io.github.arc2faceij.onnx.graph.GraphBuilder.attribute;

import io.github.arc2faceij.onnx.graph.GraphBuilder;
import io.github.arc2faceij.onnx.graph.MatrixShape;
import io.github.arc2faceij.onnx.graph.WeightChange;
import io.github.arc2faceij.weights.TensorLocation;
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
        if (!ofInputs(tensors) || shape.places() == 1) {
            return result(graph, weight, changed, shape);
        }
        long[] kernels = {shape.out(), shape.in(), shape.places()};
        String result = result(graph, reshaped(graph, weight, kernels), reshaped(graph, changed, kernels), shape);
        return WeightChange.matrix(graph, result, shape);
    }

    private static String reshaped(GraphBuilder graph, String values, long... shape) {
        return graph.node("Reshape", List.of(values, graph.constant(shape)));
    }

    private String result(GraphBuilder graph, String weight, String changed, MatrixShape shape) {
        String gain = gain(graph, changed, shape);
        if (tensors.has(MAGNITUDE) || scale == 1) {
            return graph.node("Mul", List.of(changed, gain));
        }
        String part = graph.node("Mul", List.of(changed, WeightChange.scaled(graph, gain, scale)));
        return graph.node("Add", List.of(part, WeightChange.scaled(graph, weight, 1 - scale)));
    }

    /** @return what the changed weight, [out, columns] or [out, in, places], is multiplied with: m / |W'| */
    private String gain(GraphBuilder graph, String changed, MatrixShape shape) {
        boolean inputs = ofInputs(tensors);
        boolean kernels = inputs && shape.places() > 1;
        String axes = !inputs ? graph.constant(1L) : kernels ? graph.constant(0L, 2L) : graph.constant(0L);
        String length = graph.node("ReduceL2", List.of(changed, axes), attribute("keepdims", 1));
        TensorLocation location = tensors.get(tensors.has(DORA_SCALE) ? DORA_SCALE : MAGNITUDE);
        String magnitude = kernels
                ? graph.float32(location, 1, shape.in(), 1)
                : graph.float32(location, inputs ? 1 : shape.out(), inputs ? shape.in() : 1);
        return graph.node("Div", List.of(magnitude, graph.node("Add", List.of(length, graph.constant(EPSILON)))));
    }
}
