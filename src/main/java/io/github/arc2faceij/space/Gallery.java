package io.github.arc2faceij.space;

import io.github.arc2faceij.common.Progress;
import io.github.arc2faceij.face.Identity;
import io.github.arc2faceij.opencv.RowBlocks;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * People that others are held against. The search is exact: products of matrices in float32 say who is surely farther away
 * or surely nearer than a distance, and {@link Identity#cosine} decides on the rest. So the answer is the same on every
 * machine, whatever the order in which its matrix library adds.
 */
final class Gallery implements AutoCloseable {

    /** Bound of the error of a product of two unit vectors of 512 numbers in float32: 512 x 2^-24, and room for their length. */
    private static final double ERROR = 1e-4;

    private final List<Identity> people = new ArrayList<>();
    private final RowBlocks rows = new RowBlocks(Identity.LENGTH);

    Gallery(List<Identity> people) {
        people.forEach(this::add);
    }

    void add(Identity person) {
        people.add(person);
        rows.add(person.vector());
    }

    /**
     * @param others people of the same recogniser
     * @param distance a cosine distance
     * @param progress asked for a cancel
     * @return the cosine distance of each to its nearest here, exact in its order to the distance and to {@value #ERROR}
     *     itself; 2, the largest there is, when nobody is here
     */
    double[] nearest(List<Identity> others, double distance, Progress progress) {
        float[][] vectors = others.stream().map(Identity::vector).toArray(float[][]::new);
        double[] nearest = new double[vectors.length];
        Arrays.fill(nearest, 2);
        for (int block = 0; block < rows.count(); block++) {
            progress.checkCancelled();
            float[] cosines = rows.largestProducts(block, vectors);
            for (int i = 0; i < nearest.length; i++) {
                double found = 1 - cosines[i];
                boolean close = Math.abs(found - distance) < ERROR;
                nearest[i] = Math.min(nearest[i], close ? exact(others.get(i), block) : found);
            }
        }
        return nearest;
    }

    private double exact(Identity other, int block) {
        int begin = block * RowBlocks.BLOCK;
        return InventedPeople.nearest(other, people.subList(begin, Math.min(begin + RowBlocks.BLOCK, people.size())));
    }

    @Override
    public void close() {
        rows.close();
    }
}
