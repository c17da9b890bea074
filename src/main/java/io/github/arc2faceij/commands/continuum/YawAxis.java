package io.github.arc2faceij.commands.continuum;

import io.github.arc2faceij.commands.result.PictureFace;
import io.github.arc2faceij.common.Arc2FaceException;
import io.github.arc2faceij.condition.pose.PoseCondition;
import io.github.arc2faceij.image.FaceSource;
import io.github.arc2faceij.pose.HeadShape;
import io.github.arc2faceij.pose.Pose;
import io.github.arc2faceij.request.GenerationRequest;
import io.github.arc2faceij.stimulus.EqualSteps;
import java.util.OptionalDouble;
import java.util.function.DoubleFunction;

/**
 * From one angle to another: the yaw of the head that fits the landmarks, in degrees.
 *
 * @param plain asks for the person in any pose
 * @param shape of the person's head
 * @param from yaw of the first step
 * @param to yaw of the last step
 */
public record YawAxis(GenerationRequest plain, HeadShape shape, double from, double to) implements ContinuumAxis {

    /**
     * @param plain asks for the person in any pose
     * @param shape of the person's head
     * @param from -60..60
     * @param to -60..60, another angle
     * @throws Arc2FaceException when an angle is out of its range, or both are the same
     */
    public YawAxis {
        if (!(Math.abs(from) <= Pose.MAX_YAW && Math.abs(to) <= Pose.MAX_YAW) || from == to) {
            throw new Arc2FaceException("A head cannot turn from " + from + " to " + to
                    + " degrees. Give two different angles from -60 to 60.");
        }
    }

    @Override
    public String quantity() {
        return "yaw";
    }

    @Override
    public GenerationRequest at(double parameter) {
        return plain.with(new PoseCondition(shape, new Pose(parameter, 0, 0), 1, FaceSource.ANGLES));
    }

    @Override
    public OptionalDouble measure(PictureFace face) {
        return face.head().stream().mapToDouble(head -> head.pose().yaw()).findFirst();
    }

    @Override
    public EqualSteps divide(DoubleFunction<double[]> measure, int count, EqualSteps.Effort effort) {
        return EqualSteps.from(measure, from, to, count, -Pose.MAX_YAW, Pose.MAX_YAW, effort);
    }
}
