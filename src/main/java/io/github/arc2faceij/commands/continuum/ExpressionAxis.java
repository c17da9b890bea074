package io.github.arc2faceij.commands.continuum;

import io.github.arc2faceij.commands.result.PictureFace;
import io.github.arc2faceij.common.Arc2FaceException;
import io.github.arc2faceij.condition.pose.PoseCondition;
import io.github.arc2faceij.pose.HeadShape;
import io.github.arc2faceij.pose.Pose;
import io.github.arc2faceij.request.GenerationRequest;
import io.github.arc2faceij.stimulus.EqualSteps;
import java.util.OptionalDouble;
import java.util.function.DoubleFunction;

/**
 * From the person's own expression to that of a reference, seen from the front: how far the head that fits the landmarks
 * has come. That is the share s for which own + s x (reference - own) comes nearest to its expression coefficients.
 *
 * @param plain asks for the person in any pose
 * @param own the person's head
 * @param reference a head with the expression of the last step
 * @param source where the reference was found
 */
public record ExpressionAxis(GenerationRequest plain, HeadShape own, HeadShape reference, String source)
        implements ContinuumAxis {

    private static final double LEAST_LENGTH2 = 1e-6;

    /**
     * @param plain asks for the person in any pose
     * @param own the person's head
     * @param reference of the same head model
     * @param source where the reference was found
     * @throws Arc2FaceException when both expressions are the same
     */
    public ExpressionAxis {
        if (along(reference, own, reference) < LEAST_LENGTH2) {
            throw new Arc2FaceException(
                    "\"" + source + "\" has the expression that the person has already. Give a reference"
                            + " with another expression.");
        }
    }

    @Override
    public String quantity() {
        return "expression";
    }

    @Override
    public GenerationRequest at(double parameter) {
        HeadShape shape = own.towards(own.withExpressionOf(reference), parameter);
        return plain.with(new PoseCondition(shape, Pose.FRONTAL, 1, source, parameter));
    }

    @Override
    public OptionalDouble measure(PictureFace face) {
        return face.head().stream()
                .mapToDouble(head -> along(head.shape(), own, reference) / along(reference, own, reference))
                .findFirst();
    }

    @Override
    public EqualSteps divide(DoubleFunction<double[]> measure, int count, EqualSteps.Effort effort) {
        return EqualSteps.between(measure, 0, 1, count, effort);
    }

    private static double along(HeadShape head, HeadShape from, HeadShape to) {
        double sum = 0;
        for (int i = 0; i < from.expression().length; i++) {
            sum += (head.expression()[i] - from.expression()[i]) * (to.expression()[i] - from.expression()[i]);
        }
        return sum;
    }
}
