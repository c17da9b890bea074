package io.github.arc2faceij.diffusion.network;

import io.github.arc2faceij.common.Arc2FaceException;
import io.github.arc2faceij.common.Tensor;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Conditions as a UNet's inputs. What the UNet can follow but is not asked to gets an input without effect; what it
 * cannot follow is refused.
 *
 * @param inputs the shape of each of the UNet's inputs by name
 */
record ConditionInputs(Map<String, long[]> inputs) {

    private static final String EXPRESSION = "expression";
    private static final String EXPRESSION_SCALE = "expression_scale";
    private static final String REFERENCE = "reference_";

    /**
     * @param conditions what the UNet follows
     * @param batch how many pictures
     * @return the inputs that conditions are given by, by name; a new map
     * @throws Arc2FaceException when the ControlNet is of another model, or an adapter is missing
     */
    Map<String, Tensor> of(Conditions conditions, int batch) {
        Map<String, Tensor> values =
                new HashMap<>(residuals(conditions.residuals().byInput()));
        values.putAll(expression(conditions, batch));
        values.putAll(reference(conditions.reference()));
        return values;
    }

    private Map<String, Tensor> residuals(Map<String, Tensor> given) {
        Set<String> taken = inputs.keySet().stream()
                .filter(input -> input.equals("mid") || input.startsWith("down_"))
                .collect(Collectors.toSet());
        if (given.isEmpty()) {
            Tensor nothing = Tensor.zeros(1, 1, 1, 1);
            return taken.stream().collect(Collectors.toMap(input -> input, input -> nothing));
        }
        if (!given.keySet().equals(taken)) {
            throw new Arc2FaceException("The ControlNet does not belong to this UNet: it gives " + given.size()
                    + " residuals, but the UNet takes " + taken.size()
                    + ". Install the ControlNet that was made for this model.");
        }
        return given;
    }

    /** Pictures without a reference see a bank of no tokens. */
    private Map<String, Tensor> reference(Optional<ReferenceUNet.Bank> given) {
        Map<String, Tensor> bank = new HashMap<>();
        inputs.forEach((input, shape) -> {
            if (input.startsWith(REFERENCE)) {
                bank.put(input, Tensor.zeros(1, 0, (int) shape[2]));
            }
        });
        given.ifPresent(reference -> {
            if (bank.isEmpty()) {
                throw new Arc2FaceException("A reference picture was given, but the model was opened without the"
                        + " Reference Adapter, which it needs. Install the Reference Adapter and choose it.");
            }
            bank.putAll(reference.byInput());
        });
        return bank;
    }

    private Map<String, Tensor> expression(Conditions conditions, int batch) {
        if (!inputs.containsKey(EXPRESSION)) {
            if (conditions.expression().isPresent()) {
                throw new Arc2FaceException("An expression was given, but the model was opened without the Expression"
                        + " Adapter, which it needs. Install the Expression Adapter and choose it.");
            }
            return Map.of();
        }
        Expression expression = conditions.expression().orElse(Expression.NONE);
        float scale = (float) expression.scale();
        return Map.of(
                EXPRESSION,
                expression.rows(batch, conditions.empty()),
                EXPRESSION_SCALE,
                Tensor.of(new float[] {scale}, 1));
    }
}
