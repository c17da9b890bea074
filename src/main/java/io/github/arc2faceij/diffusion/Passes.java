package io.github.arc2faceij.diffusion;

import io.github.arc2faceij.common.NotEnoughMemoryException;
import io.github.arc2faceij.common.Tensor;
import java.util.ArrayList;
import java.util.List;

/**
 * Sends many pictures through a network a few rows at a time. When memory runs out, the same pictures are tried again with
 * half as many rows, down to one; later calls go on with what has worked.
 */
final class Passes {

    private final int rowsPerPicture;
    private int rows;

    /** Computes some of the pictures. */
    @FunctionalInterface
    interface Pass {

        /**
         * @param from index of the first picture
         * @param to index after the last one
         * @param apart whether the rows of the one picture must go through one after the other
         * @return the result for these pictures
         */
        Tensor compute(int from, int to, boolean apart);
    }

    /**
     * @param rows how many rows to begin with, at least 1
     * @param rowsPerPicture 2 under guidance, else 1
     */
    Passes(int rows, int rowsPerPicture) {
        this.rows = rows;
        this.rowsPerPicture = rowsPerPicture;
    }

    /**
     * @param count how many pictures
     * @param pass computes some of them
     * @return the results of all, in order
     * @throws NotEnoughMemoryException when memory does not suffice for one row
     */
    Tensor run(int count, Pass pass) {
        List<Tensor> parts = new ArrayList<>();
        int done = 0;
        while (done < count) {
            int to = Math.min(count, done + Math.max(1, rows / rowsPerPicture));
            try {
                parts.add(pass.compute(done, to, rows < rowsPerPicture));
                done = to;
            } catch (NotEnoughMemoryException | OutOfMemoryError e) {
                int failed = Math.min(rows, (to - done) * rowsPerPicture);
                if (failed == 1) {
                    throw e;
                }
                rows = failed / 2;
            }
        }
        return Tensor.concat(parts.toArray(Tensor[]::new));
    }
}
