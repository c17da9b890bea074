package io.github.arc2faceij.job;

import io.github.arc2faceij.common.Sha256;
import io.github.arc2faceij.condition.pose.PoseCondition;
import io.github.arc2faceij.image.FaceSource;
import io.github.arc2faceij.pose.HeadShape;
import io.github.arc2faceij.pose.Pose;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Optional;
import java.util.Random;
import java.util.stream.DoubleStream;

/**
 * What the pose ControlNet is to make of each picture. A picture's numbers depend on the job's seed and the picture's
 * number alone: they come from java.util.Random, seeded with the first eight bytes of the SHA-256 of {@code seed/number}, in
 * the order yaw, pitch, roll, expression.
 *
 * @param isPosed whether there is any
 * @param yaw in degrees
 * @param pitch in degrees
 * @param roll in degrees
 * @param expression of each of the head's coefficients of expression, in standard deviations
 * @param strength of the pose ControlNet, 0..2
 */
record Conditions(
        boolean isPosed,
        Distribution yaw,
        Distribution pitch,
        Distribution roll,
        Distribution expression,
        double strength) {

    private static final double MOST_ROLL = 180;
    private static final double MOST_EXPRESSION = 3;
    private static final double MOST_STRENGTH = 2;

    static Conditions read(JobKeys keys) {
        boolean isPosed = keys.has("yaw") | keys.has("pitch") | keys.has("roll") | keys.has("expression");
        Conditions conditions = new Conditions(
                isPosed,
                read(keys, "yaw", Pose.MAX_YAW),
                read(keys, "pitch", Pose.MAX_PITCH),
                read(keys, "roll", MOST_ROLL),
                read(keys, "expression", MOST_EXPRESSION),
                keys.number("strength", 1, 0, MOST_STRENGTH));
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
     * @return what this picture follows; empty when nothing is asked for
     */
    Optional<PoseCondition> of(HeadShape mean, long seed, int picture) {
        if (!isPosed) {
            return Optional.empty();
        }
        Random random = random(seed, picture);
        Pose pose = new Pose(yaw.draw(random), pitch.draw(random), roll.draw(random));
        double[] drawn = DoubleStream.generate(() -> expression.draw(random))
                .limit(mean.expression().length)
                .toArray();
        HeadShape shape = new HeadShape(mean.identity(), drawn);
        return Optional.of(new PoseCondition(shape, pose, strength, FaceSource.ANGLES));
    }

    private static Random random(long seed, int picture) {
        MessageDigest digest = Sha256.digest();
        digest.update((seed + "/" + picture).getBytes(StandardCharsets.US_ASCII));
        return new Random(ByteBuffer.wrap(digest.digest()).getLong());
    }
}
