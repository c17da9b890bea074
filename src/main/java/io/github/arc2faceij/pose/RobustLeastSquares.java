package io.github.arc2faceij.pose;

/**
 * The most probable head: Levenberg-Marquardt on the sum of Huber(distance / noise) over the points plus the squares of
 * the coefficients, which are N(0,1) (Huber, Robust Estimation of a Location Parameter, 1964, as iteratively reweighted
 * least squares; Marquardt, An Algorithm for Least-Squares Estimation of Nonlinear Parameters, 1963).
 */
final class RobustLeastSquares {

    /** From this many standard deviations on, a point counts linearly. */
    private static final double HUBER = 2;

    private static final int MAX_STEPS = 60;
    private static final double ENOUGH = 1e-7;
    private static final double FIRST_DAMPING = 1e-3;
    private static final double MAX_DAMPING = 1e9;

    private final HeadEquations equations;
    private final double noise;
    private final int parameters;

    /**
     * @param equations to solve
     * @param noise standard deviation of the points in pixels, positive
     * @param parameters how many of the parameters to fit, the first ones
     */
    RobustLeastSquares(HeadEquations equations, double noise, int parameters) {
        this.equations = equations;
        this.noise = noise;
        this.parameters = parameters;
    }

    FitState minimise(FitState start) {
        FitState state = start;
        double cost = cost(state);
        double damping = FIRST_DAMPING;
        for (int i = 0; i < MAX_STEPS && damping < MAX_DAMPING; i++) {
            NormalEquations linear = linearised(state);
            linear.damp(damping);
            FitState next = state.plus(linear.solve());
            double nextCost = cost(next);
            if (nextCost < cost) {
                boolean finished = cost - nextCost < ENOUGH * cost;
                state = next;
                cost = nextCost;
                damping = finished ? MAX_DAMPING : damping / 10;
            } else {
                damping *= 10;
            }
        }
        return state;
    }

    /** @return the variance of yaw or pitch at a minimum, the larger one, in square radians */
    double poseVariance(FitState minimum) {
        NormalEquations linear = linearised(minimum);
        return Math.max(linear.variance(FitState.PITCH), linear.variance(FitState.YAW));
    }

    private double cost(FitState state) {
        double[] residuals = equations.residuals(state);
        double cost = 0;
        for (int i = 0; i < residuals.length; i += 2) {
            double distance = distance(residuals, i);
            cost += distance <= HUBER ? distance * distance : HUBER * (2 * distance - HUBER);
        }
        for (int k = FitState.POSE_PARAMETERS; k < parameters; k++) {
            double coefficient = state.coefficients()[k - FitState.POSE_PARAMETERS];
            cost += coefficient * coefficient;
        }
        return cost;
    }

    private NormalEquations linearised(FitState state) {
        double[] residuals = equations.residuals(state);
        double[][] jacobian = equations.jacobian(state, parameters);
        NormalEquations linear = new NormalEquations(parameters);
        for (int i = 0; i < residuals.length; i++) {
            double sigma = noise * equations.spread(i / 2);
            double weight = Math.min(1, HUBER / distance(residuals, i - i % 2)) / (sigma * sigma);
            linear.add(jacobian[i], -residuals[i], weight);
        }
        for (int k = FitState.POSE_PARAMETERS; k < parameters; k++) {
            linear.add(k, -state.coefficients()[k - FitState.POSE_PARAMETERS]);
        }
        return linear;
    }

    private double distance(double[] residuals, int at) {
        return Math.hypot(residuals[at], residuals[at + 1]) / (noise * equations.spread(at / 2));
    }
}
