package io.github.arc2faceij.space;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class SphereBoundTest {

    @Test
    void simplexCrossPolytopeAndCircleReachIt() {
        for (int n = 2; n <= 9; n++) {
            assertEquals(n, SphereBound.most(n - 1, -1.0 / (n - 1)), "a simplex of " + n);
            assertEquals(n == 2 ? 2 : 2.0 * n, SphereBound.most(n, n == 2 ? -1 : 0));
        }
        assertEquals(4, SphereBound.most(2, 0), "four quarters of a circle");
        assertEquals(6, SphereBound.most(2, Math.cos(Math.PI / 3)), "six sixths of a circle");
        assertEquals(12, SphereBound.most(2, Math.cos(Math.PI / 6)));
    }

    @Test
    void inThreeDimensionsACapHasTheShareOfItsHeight() {
        double angle = 1;
        assertEquals(Math.floor(2 / (1 - Math.cos(angle / 2))), SphereBound.most(3, Math.cos(angle)));
        assertTrue(SphereBound.most(3, 0.5) >= 12, "the kissing number in three dimensions is 12");
        assertTrue(SphereBound.most(8, 0.5) >= 240, "the kissing number in eight dimensions is 240");
        assertTrue(SphereBound.most(24, 0.5) >= 196560, "the kissing number in 24 dimensions is 196,560");
    }

    @Test
    void thereIsOneWhereNoTwoCanBe() {
        assertEquals(1, SphereBound.most(100, -1.5));
        assertEquals(2, SphereBound.most(1, 0.3));
        assertTrue(SphereBound.most(513, 0.5) > 1e50);
    }
}
