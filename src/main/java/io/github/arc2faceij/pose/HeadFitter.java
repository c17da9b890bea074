package io.github.arc2faceij.pose;

import io.github.arc2faceij.common.Arc2FaceException;
import io.github.arc2faceij.common.Landmarks.Point;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Lays a head model over landmarks: first its pose, then pose, identity and expression together, by robust least squares
 * without perspective. Any of the 68 points may be missing; a few that are far off do little harm.
 *
 * <pre>{@code
 * HeadFit fit = new HeadFitter(head).fit(HeadPoints.of(landmarks));
 * double yaw = fit.pose().yaw(); // positive: towards the picture's right
 * }</pre>
 */
public final class HeadFitter {

    /** How far landmarks are off, as a share of the face's size: what detectors and people do. */
    public static final double NOISE = 0.02;

    /** A worse fit, as a share of the face's size, is no head. */
    public static final double MAX_RELATIVE_ERROR = 0.08;

    /** Points that leave the pose more open, in degrees, are too few. */
    public static final double MAX_UNCERTAINTY = 15;

    /** Fewer points cannot tell a turn to the left from one to the right. */
    public static final int MIN_POINTS = 5;

    /** The mean head fits less well than the person's own. */
    private static final double MEAN_HEAD_NOISE = 3 * NOISE;

    private final HeadModel head;
    private final float[][] landmarkFields;
    private final double faceSize;

    /** @param head the model to fit */
    public HeadFitter(HeadModel head) {
        this.head = head;
        landmarkFields = head.landmarkFields();
        faceSize = Math.sqrt(extent(landmarkFields[0], 0) * extent(landmarkFields[0], 1));
    }

    /**
     * @param points what is known of the face
     * @return the head that fits best
     * @throws Arc2FaceException when there are too few points to tell the pose, they do not look like a face, or the head
     *     is turned further than the pose ControlNet has learnt
     */
    public HeadFit fit(HeadPoints points) {
        HeadFit fit = solve(points);
        require(
                fit.uncertainty() <= MAX_UNCERTAINTY,
                "The %d landmarks do not show how the head is turned (uncertain by %.0f degrees). Add"
                        + " landmarks of eyes, nose, mouth and jaw.",
                points.sights().size(),
                fit.uncertainty());
        require(
                fit.relativeError() <= MAX_RELATIVE_ERROR,
                "No head fits the landmarks: the best one (yaw %.0f, pitch %.0f degrees) is off by %.1f pixels, %.0f %%"
                        + " of the face, most at landmark %d. Correct the landmarks, or detect them again.",
                fit.pose().yaw(),
                fit.pose().pitch(),
                fit.error(),
                100 * fit.relativeError(),
                fit.worstLandmark());
        fit.pose().requireFrontal();
        return fit;
    }

    private HeadFit solve(HeadPoints points) {
        int count = points.sights().size();
        require(count >= MIN_POINTS, "A head needs at least %d landmarks, but there are %d.", MIN_POINTS, count);
        HeadEquations equations = new HeadEquations(landmarkFields, points.sights());
        List<Point> seen = points.sights().stream().map(HeadPoints.Sight::point).toList();
        FitState start = new FitStart(equations, seen, landmarkFields.length - 1).best();
        require(
                faceSize * start.scale() >= 1,
                "The %d landmarks lie within a single pixel. Put them on the face.",
                count);
        FitState posed = leastSquares(equations, MEAN_HEAD_NOISE, start, FitState.POSE_PARAMETERS)
                .minimise(start);
        RobustLeastSquares complete =
                leastSquares(equations, NOISE, posed, FitState.POSE_PARAMETERS + landmarkFields.length - 1);
        FitState fitted = complete.minimise(posed);
        return result(fitted, equations, Math.toDegrees(Math.sqrt(complete.poseVariance(fitted))));
    }

    private RobustLeastSquares leastSquares(HeadEquations equations, double noise, FitState near, int parameters) {
        return new RobustLeastSquares(equations, noise * faceSize * near.scale(), parameters);
    }

    private HeadFit result(FitState fitted, HeadEquations equations, double uncertainty) {
        double[] coefficients = fitted.coefficients();
        HeadShape shape = new HeadShape(
                Arrays.copyOf(coefficients, head.identityCount()),
                Arrays.copyOfRange(coefficients, head.identityCount(), coefficients.length));
        double[] distances = equations.distances(fitted);
        int worst = 0;
        double squares = 0;
        for (int i = 0; i < distances.length; i++) {
            worst = distances[i] > distances[worst] ? i : worst;
            squares += distances[i] * distances[i];
        }
        double error = Math.sqrt(squares / distances.length);
        return new HeadFit(
                fitted.view(),
                shape,
                error,
                error / (faceSize * fitted.scale()),
                equations.firstLandmark(worst),
                uncertainty);
    }

    private static double extent(float[] points, int axis) {
        double least = Double.POSITIVE_INFINITY;
        double most = Double.NEGATIVE_INFINITY;
        for (int i = axis; i < points.length; i += 3) {
            least = Math.min(least, points[i]);
            most = Math.max(most, points[i]);
        }
        return most - least;
    }

    private static void require(boolean condition, String sentence, Object... values) {
        if (!condition) {
            throw new Arc2FaceException(String.format(Locale.ROOT, sentence, values));
        }
    }
}
