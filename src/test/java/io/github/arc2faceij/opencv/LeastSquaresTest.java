package io.github.arc2faceij.opencv;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import org.junit.jupiter.api.Test;

class LeastSquaresTest {

    /** The line that lies closest to (0,1), (1,3), (2,4), (3,4) and, in the second column, the one through (x, 2 - x). */
    @Test
    void fitsLines() {
        double[] a = {0, 1, 1, 1, 2, 1, 3, 1};
        double[] b = {1, 2, 3, 1, 4, 0, 4, -1};
        assertArrayEquals(new double[] {1, -1, 1.5, 2}, LeastSquares.solve(a, b, 4), 1e-12);
    }
}
