package io.github.arc2faceij.stimulus;

/**
 * Orders of conditions for as many participants as there are conditions: each condition stands once at each place. Where
 * the count is even, each condition also follows each other one exactly once, so that what one leaves behind for the next
 * is balanced (Williams 1949, doi:10.1071/CH9490149). The first order is 0, 1, n - 1, 2, n - 2, ...; in the order of
 * participant p, p is added to each, modulo n.
 */
public final class LatinSquare {

    private LatinSquare() {}

    /**
     * @param count of conditions, 1 or more
     * @return [participant][place], conditions from 0
     */
    public static int[][] of(int count) {
        int[][] square = new int[count][count];
        for (int participant = 0; participant < count; participant++) {
            for (int place = 0; place < count; place++) {
                int first = place % 2 == 1 ? (place + 1) / 2 : (count - place / 2) % count;
                square[participant][place] = (first + participant) % count;
            }
        }
        return square;
    }
}
