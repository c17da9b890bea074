package io.github.arc2faceij.diffusion.network;

import io.github.arc2faceij.common.Arc2FaceException;
import io.github.arc2faceij.common.Tensor;

/**
 * An expression of the face, as the Expression Adapter takes it.
 *
 * @param numbers 55: FLAME's expression (50), eyelids (2) and jaw (3, a rotation vector in radians)
 * @param scale 1 as the adapter was trained, 0 without effect
 */
public record Expression(float[] numbers, double scale) {

    /** How many numbers an expression has. */
    public static final int LENGTH = 55;

    /** Leaves the face its own expression, that of the model without the adapter. */
    static final Expression NONE = new Expression(new float[LENGTH], 0);

    /**
     * @param numbers 55; copied
     * @param scale any finite number
     * @throws Arc2FaceException when there are not 55 numbers, or one or the scale is not finite
     */
    public Expression {
        if (numbers.length != LENGTH) {
            throw new Arc2FaceException("An expression has " + LENGTH
                    + " numbers (50 expression, 2 eyelids, 3 jaw), not " + numbers.length + ".");
        }
        numbers = numbers.clone();
        for (int i = 0; i < LENGTH; i++) {
            if (!Float.isFinite(numbers[i])) {
                throw new Arc2FaceException(
                        "Number " + (i + 1) + " of the expression is " + numbers[i] + ". Give finite numbers.");
            }
        }
        if (!Double.isFinite(scale)) {
            throw new Arc2FaceException("The expression's scale cannot be " + scale + ". Give a finite number.");
        }
    }

    /**
     * @param batch how many rows
     * @param empty how many of them, at the front, go with the empty prompt
     * @return [batch, 55], zeros for the empty prompt
     */
    Tensor rows(int batch, int empty) {
        Tensor rows = Tensor.zeros(batch, LENGTH);
        for (int i = empty; i < batch; i++) {
            System.arraycopy(numbers, 0, rows.data(), i * LENGTH, LENGTH);
        }
        return rows;
    }
}
