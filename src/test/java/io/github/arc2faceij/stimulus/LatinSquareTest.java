package io.github.arc2faceij.stimulus;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LatinSquareTest {

    /** The square for four treatments as textbooks print it. */
    @Test
    void fourConditions() {
        assertArrayEquals(new int[][] {{0, 1, 3, 2}, {1, 2, 0, 3}, {2, 3, 1, 0}, {3, 0, 2, 1}}, LatinSquare.of(4));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 12, 31, 50})
    void eachConditionIsOnceInEachOrderAndAtEachPlace(int count) {
        int[][] square = LatinSquare.of(count);
        for (int i = 0; i < count; i++) {
            Set<Integer> order = new HashSet<>();
            Set<Integer> place = new HashSet<>();
            for (int j = 0; j < count; j++) {
                order.add(square[i][j]);
                place.add(square[j][i]);
            }
            assertEquals(count, order.size());
            assertEquals(count, place.size());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 4, 6, 12, 50})
    void anEvenCountIsBalancedForCarryOver(int count) {
        Set<Integer> pairs = new HashSet<>();
        for (int[] order : LatinSquare.of(count)) {
            for (int place = 1; place < count; place++) {
                assertTrue(pairs.add(order[place - 1] * count + order[place]), "a pair twice");
            }
        }
        assertEquals(count * (count - 1), pairs.size());
    }
}
