package io.github.arc2faceij.diffusion;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.arc2faceij.common.Tensor;

/** Tensors against goldens. */
final class TensorAssertions {

    private TensorAssertions() {}

    /** Shapes are the same and no number differs by more than the tolerance; a NaN always differs. */
    static void assertClose(Tensor expected, Tensor actual, double tolerance) {
        assertArrayEquals(expected.shape(), actual.shape());
        double difference = largestDifference(expected, actual);
        assertTrue(difference <= tolerance, "differs by " + difference + ", not at most " + tolerance);
    }

    /** @return the largest absolute difference; NaN when one of the numbers is */
    static double largestDifference(Tensor a, Tensor b) {
        double largest = 0;
        for (int i = 0; i < a.size(); i++) {
            largest = Math.max(largest, Math.abs((double) a.data()[i] - b.data()[i]));
        }
        return largest;
    }
}
