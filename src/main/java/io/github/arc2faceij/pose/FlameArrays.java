package io.github.arc2faceij.pose;

import io.github.arc2faceij.common.Tensor;
import io.github.arc2faceij.common.WholeFile;
import io.github.arc2faceij.numpy.Npz;
import io.github.arc2faceij.numpy.NumpyPickle;
import io.github.arc2faceij.numpy.PickledArrays;
import io.github.arc2faceij.numpy.PickledObject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * The arrays of a FLAME file by their names, from an .npz or from the official pickle.
 *
 * @param content as {@link Npz} or {@link NumpyPickle} reads it
 */
record FlameArrays(Map<?, ?> content) {

    /** What a file has to hold. */
    static final Set<String> NAMES = Set.of("v_template", "shapedirs", "f", "weights", "J_regressor");

    /** The official files have some 50 MB. */
    private static final long LONGEST = 1L << 29;

    static FlameArrays read(Path file) throws IOException {
        return new FlameArrays(
                file.toString().toLowerCase(Locale.ROOT).endsWith(".npz")
                        ? Npz.read(file, NAMES)
                        : (Map<?, ?>) NumpyPickle.read(WholeFile.bytes(file, LONGEST), 0));
    }

    Tensor numbers(String name) throws IOException {
        if (!content.containsKey(name)) {
            throw new IOException("there is no array '" + name + "'");
        }
        return PickledArrays.numbers(content.get(name));
    }

    int[] integers(String name) throws IOException {
        return integers(numbers(name));
    }

    /**
     * @param name of a matrix, dense or scipy's csc_matrix
     * @param row of that matrix
     * @param columns how many it has
     * @return that row
     */
    float[] row(String name, int row, int columns) throws IOException {
        return content.get(name) instanceof PickledObject matrix
                        && matrix.type().endsWith(".csc_matrix")
                ? sparseRow(new FlameArrays((Map<?, ?>) matrix.state()), row, columns)
                : numbers(name).slice(row, row + 1).data();
    }

    private static float[] sparseRow(FlameArrays matrix, int row, int columns) throws IOException {
        float[] values = matrix.numbers("data").data();
        int[] rows = matrix.integers("indices");
        int[] starts = matrix.integers("indptr");
        float[] dense = new float[columns];
        for (int column = 0; column < columns; column++) {
            for (int k = starts[column]; k < starts[column + 1]; k++) {
                dense[column] += rows[k] == row ? values[k] : 0;
            }
        }
        return dense;
    }

    private static int[] integers(Tensor tensor) {
        int[] integers = new int[tensor.size()];
        for (int i = 0; i < integers.length; i++) {
            integers[i] = (int) tensor.data()[i];
        }
        return integers;
    }
}
