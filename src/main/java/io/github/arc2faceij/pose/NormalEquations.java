package io.github.arc2faceij.pose;

import java.util.Optional;

/** A x = b of a linear least-squares problem, A symmetric and positive definite. */
final class NormalEquations {

    private final int size;
    private final double[][] matrix;
    private final double[] right;

    NormalEquations(int size) {
        this.size = size;
        matrix = new double[size][size];
        right = new double[size];
    }

    /** Asks that row x = value, with a weight of 1 / variance. */
    void add(double[] row, double value, double weight) {
        for (int k = 0; k < size; k++) {
            double scaled = weight * row[k];
            right[k] += scaled * value;
            for (int l = 0; l <= k; l++) {
                matrix[k][l] += scaled * row[l];
            }
        }
    }

    /** Asks that x[index] = value, with a variance of 1. */
    void add(int index, double value) {
        matrix[index][index] += 1;
        right[index] += value;
    }

    /** Makes the solution smaller, in each unknown by its own measure (Marquardt's damping). */
    void damp(double damping) {
        for (int k = 0; k < size; k++) {
            matrix[k][k] *= 1 + damping;
        }
    }

    /** @return x; zeros when A is singular */
    double[] solve() {
        return factor().map(factor -> solve(factor, right)).orElseGet(() -> new double[size]);
    }

    /** @return the variance of x[index], which is (A^-1)[index][index]; infinite when A is singular */
    double variance(int index) {
        double[] unit = new double[size];
        unit[index] = 1;
        return factor().map(factor -> solve(factor, unit)[index]).orElse(Double.POSITIVE_INFINITY);
    }

    /** @return Cholesky's lower triangle L with A = L L'; empty when A is not positive definite */
    private Optional<double[][]> factor() {
        double[][] factor = new double[size][size];
        for (int k = 0; k < size; k++) {
            for (int l = 0; l <= k; l++) {
                double rest = matrix[k][l];
                for (int i = 0; i < l; i++) {
                    rest -= factor[k][i] * factor[l][i];
                }
                factor[k][l] = k == l ? Math.sqrt(rest) : rest / factor[l][l];
            }
            if (!(factor[k][k] > 0)) {
                return Optional.empty();
            }
        }
        return Optional.of(factor);
    }

    private double[] solve(double[][] factor, double[] values) {
        double[] x = values.clone();
        for (int k = 0; k < size; k++) {
            for (int l = 0; l < k; l++) {
                x[k] -= factor[k][l] * x[l];
            }
            x[k] /= factor[k][k];
        }
        for (int k = size - 1; k >= 0; k--) {
            for (int l = k + 1; l < size; l++) {
                x[k] -= factor[l][k] * x[l];
            }
            x[k] /= factor[k][k];
        }
        return x;
    }
}
