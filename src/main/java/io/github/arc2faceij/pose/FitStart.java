package io.github.arc2faceij.pose;

import io.github.arc2faceij.common.Landmarks.Point;
import java.util.List;

/** A first guess: the mean head in a few poses, each rolled, scaled and shifted as well as possible; the best one. */
final class FitStart {

    private static final double[] YAWS = {-50, -25, 0, 25, 50};
    private static final double[] PITCHES = {-20, 0, 20};

    private final HeadEquations equations;
    private final double[] seen;
    private final int coefficients;

    /**
     * @param equations of the head
     * @param points seen, at least 2
     * @param coefficients how many the head has
     */
    FitStart(HeadEquations equations, List<Point> points, int coefficients) {
        this.equations = equations;
        this.coefficients = coefficients;
        seen = new double[2 * points.size()];
        for (int i = 0; i < points.size(); i++) {
            seen[2 * i] = points.get(i).x();
            seen[2 * i + 1] = points.get(i).y();
        }
    }

    /** @return the best guess; its scale is 0 when all points are one */
    FitState best() {
        FitState best = null;
        double least = Double.POSITIVE_INFINITY;
        for (double yaw : YAWS) {
            for (double pitch : PITCHES) {
                FitState guess = similarity(new Pose(yaw, pitch, 0).rotation());
                double squares = squares(equations.residuals(guess));
                if (best == null || squares < least) {
                    least = squares;
                    best = guess;
                }
            }
        }
        return best;
    }

    /** Least-squares similarity of the plane, in closed form: with means removed, (a, b) = sum conj(head) seen / |head|^2. */
    private FitState similarity(double[] rotation) {
        double[] head = equations.turnedMeanInPlane(rotation);
        double[] headMean = mean(head);
        double[] seenMean = mean(seen);
        double square = 0;
        double a = 0;
        double b = 0;
        for (int i = 0; i < head.length; i += 2) {
            double x = head[i] - headMean[0];
            double y = head[i + 1] - headMean[1];
            double u = seen[i] - seenMean[0];
            double v = seen[i + 1] - seenMean[1];
            square += x * x + y * y;
            a += x * u + y * v;
            b += x * v - y * u;
        }
        a /= square;
        b /= square;
        return new FitState(
                Rotations.product(Rotations.about(0, 0, -Math.atan2(b, a)), rotation),
                Math.hypot(a, b),
                seenMean[0] - a * headMean[0] + b * headMean[1],
                seenMean[1] - b * headMean[0] - a * headMean[1],
                new double[coefficients]);
    }

    private static double[] mean(double[] points) {
        double[] mean = new double[2];
        for (int i = 0; i < points.length; i++) {
            mean[i % 2] += 2 * points[i] / points.length;
        }
        return mean;
    }

    private static double squares(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value * value;
        }
        return sum;
    }
}
