package io.github.arc2faceij.pose;

import io.github.arc2faceij.common.Landmarks.Point;
import java.util.List;

/** How far a head's points are from where they were seen, and how that changes with the head. */
final class HeadEquations {

    private static final int JAW_END = 17;

    /** Detectors follow the outline of the face, which slides over the jaw when the head turns. */
    private static final double JAW_SPREAD = 3;

    private final List<HeadPoints.Sight> sights;
    private final double[][] fields;

    /**
     * @param landmarkFields [1 + coefficients][68, 3]
     * @param sights what was seen
     */
    HeadEquations(float[][] landmarkFields, List<HeadPoints.Sight> sights) {
        this.sights = sights;
        fields = new double[landmarkFields.length][3 * sights.size()];
        for (int k = 0; k < fields.length; k++) {
            for (int i = 0; i < fields[k].length; i++) {
                fields[k][i] = mean(landmarkFields[k], sights.get(i / 3).landmarks(), i % 3);
            }
        }
    }

    /** @return how many points were seen */
    int points() {
        return sights.size();
    }

    /** @return [points, 2] fitted minus seen, in pixels */
    double[] residuals(FitState state) {
        double[] turned = turned(state);
        double[] residuals = new double[2 * points()];
        for (int i = 0; i < points(); i++) {
            Point seen = sights.get(i).point();
            residuals[2 * i] = state.x() + state.scale() * turned[3 * i] - seen.x();
            residuals[2 * i + 1] = state.y() - state.scale() * turned[3 * i + 1] - seen.y();
        }
        return residuals;
    }

    /** @return [points] from the fitted to the seen point, in pixels */
    double[] distances(FitState state) {
        double[] residuals = residuals(state);
        double[] distances = new double[points()];
        for (int i = 0; i < distances.length; i++) {
            distances[i] = Math.hypot(residuals[2 * i], residuals[2 * i + 1]);
        }
        return distances;
    }

    /** @return how many times less exactly a point is seen than others */
    double spread(int point) {
        return firstLandmark(point) < JAW_END ? JAW_SPREAD : 1;
    }

    /** @return the first landmark that is part of a point */
    int firstLandmark(int point) {
        return sights.get(point).landmarks()[0];
    }

    /** @return [points * 2][parameters] the derivatives of the residuals by the first parameters */
    double[][] jacobian(FitState state, int parameters) {
        double[] turned = turned(state);
        double s = state.scale();
        double[][] jacobian = new double[2 * points()][parameters];
        for (int i = 0; i < points(); i++) {
            double x = s * turned[3 * i];
            double y = s * turned[3 * i + 1];
            double z = s * turned[3 * i + 2];
            set(jacobian[2 * i], 0, z, -y, x, 1, 0);
            set(jacobian[2 * i + 1], z, 0, -x, -y, 0, 1);
            for (int k = FitState.POSE_PARAMETERS; k < parameters; k++) {
                double[] field = fields[k - FitState.POSE_PARAMETERS + 1];
                jacobian[2 * i][k] = s * row(state.rotation(), 0, field, 3 * i);
                jacobian[2 * i + 1][k] = -s * row(state.rotation(), 3, field, 3 * i);
            }
        }
        return jacobian;
    }

    /** @return [points, 2] of the mean head, turned, x to the right and y down */
    double[] turnedMeanInPlane(double[] rotation) {
        double[] turned = turned(new FitState(rotation, 1, 0, 0, new double[0]));
        double[] plane = new double[2 * points()];
        for (int i = 0; i < points(); i++) {
            plane[2 * i] = turned[3 * i];
            plane[2 * i + 1] = -turned[3 * i + 1];
        }
        return plane;
    }

    private double[] turned(FitState state) {
        double[] shape = fields[0].clone();
        for (int k = 0; k < state.coefficients().length; k++) {
            for (int i = 0; i < shape.length; i++) {
                shape[i] += state.coefficients()[k] * fields[k + 1][i];
            }
        }
        double[] turned = new double[shape.length];
        for (int i = 0; i < turned.length; i++) {
            turned[i] = row(state.rotation(), i % 3 * 3, shape, i - i % 3);
        }
        return turned;
    }

    private static double row(double[] rotation, int row, double[] vectors, int at) {
        return rotation[row] * vectors[at] + rotation[row + 1] * vectors[at + 1] + rotation[row + 2] * vectors[at + 2];
    }

    private static void set(double[] row, double... poseDerivatives) {
        System.arraycopy(poseDerivatives, 0, row, 0, poseDerivatives.length);
    }

    private static double mean(float[] points, int[] indices, int axis) {
        double sum = 0;
        for (int index : indices) {
            sum += points[3 * index + axis];
        }
        return sum / indices.length;
    }
}
