package io.github.arc2faceij.common;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** What tests ask of tensors. */
public final class TensorAssert {

    private TensorAssert() {}

    /**
     * The same without a name for what is compared.
     *
     * @param expected the golden
     * @param actual what was computed
     * @param tolerance absolute
     */
    public static void assertClose(Tensor expected, Tensor actual, double tolerance) {
        assertClose(expected, actual, tolerance, "the tensor");
    }

    /**
     * Fails unless the shapes are equal and no number differs by more than the tolerance.
     *
     * @param expected the golden
     * @param actual what was computed
     * @param tolerance absolute
     * @param what for the failure's message
     */
    public static void assertClose(Tensor expected, Tensor actual, double tolerance, String what) {
        assertArrayEquals(expected.shape(), actual.shape(), what);
        double worst = largestDifference(expected, actual);
        assertTrue(worst <= tolerance, () -> what + " differs by " + worst + ", more than " + tolerance);
    }

    /**
     * @param expected some numbers
     * @param actual as many
     * @return the largest absolute difference; NaN when there is one
     */
    public static double largestDifference(Tensor expected, Tensor actual) {
        double worst = 0;
        for (int i = 0; i < expected.size(); i++) {
            worst = Math.max(worst, Math.abs((double) expected.data()[i] - actual.data()[i]));
        }
        return worst;
    }
}
