package io.github.arc2faceij.job;

import io.github.arc2faceij.condition.Condition;
import io.github.arc2faceij.condition.pose.PoseCondition;
import io.github.arc2faceij.image.FaceSource;
import io.github.arc2faceij.pose.HeadShape;
import io.github.arc2faceij.pose.Pose;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.DoubleStream;

/**
 * What each picture follows besides the identity. A picture's pose depends on the job's seed and the picture's number
 * alone: it is drawn from the {@linkplain Draws numbers} of {@code seed/number}, in the order yaw, pitch, roll, expression.
 *
 * @param isPosed whether the pose ControlNet has anything to follow
 * @param yaw in degrees
 * @param pitch in degrees
 * @param roll in degrees
 * @param expression of each of the head's coefficients of expression, in standard deviations
 * @param strength of the pose ControlNet, 0..2
 * @param styles for models of FaceStudio's form
 */
record Conditions(
        boolean isPosed,
        Distribution yaw,
        Distribution pitch,
        Distribution roll,
        Distribution expression,
        double strength,
        Styles styles) {

    private static final double MOST_ROLL = 180;
    private static final double MOST_EXPRESSION = 3;
    private static final double MOST_STRENGTH = 2;

    static Conditions read(JobKeys keys, Function<String, Path> paths) {
        boolean isPosed = keys.has("yaw") | keys.has("pitch") | keys.has("roll") | keys.has("expression");
        Conditions conditions = new Conditions(
                isPosed,
                read(keys, "yaw", Pose.MAX_YAW),
                read(keys, "pitch", Pose.MAX_PITCH),
                read(keys, "roll", MOST_ROLL),
                read(keys, "expression", MOST_EXPRESSION),
                keys.number("strength", 1, 0, MOST_STRENGTH),
                Styles.read(keys, paths));
        keys.end();
        return conditions;
    }

    private static Distribution read(JobKeys keys, String key, double most) {
        return keys.has(key) ? Distribution.read(keys, key, -most, most) : random -> 0;
    }

    /**
     * @param mean the average head
     * @param seed of the job
     * @param picture its number
     * @return what this picture follows
     * @throws io.github.arc2faceij.common.Arc2FaceException when a style picture cannot be read
     */
    List<Condition> of(HeadShape mean, long seed, int picture) {
        List<Condition> all = new ArrayList<>(styles.of(seed, picture));
        pose(mean, seed, picture).ifPresent(all::add);
        return all;
    }

    /** What the pose ControlNet makes of it; empty when nothing is asked for. */
    Optional<PoseCondition> pose(HeadShape mean, long seed, int picture) {
        if (!isPosed) {
            return Optional.empty();
        }
        Random random = Draws.of(seed + "/" + picture);
        Pose pose = new Pose(yaw.draw(random), pitch.draw(random), roll.draw(random));
        double[] drawn = DoubleStream.generate(() -> expression.draw(random))
                .limit(mean.expression().length)
                .toArray();
        HeadShape shape = new HeadShape(mean.identity(), drawn);
        return Optional.of(new PoseCondition(shape, pose, strength, FaceSource.ANGLES));
    }
}
