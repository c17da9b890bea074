package io.github.arc2faceij.pose;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.arc2faceij.common.Landmarks;
import io.github.arc2faceij.common.Landmarks.Point;
import io.github.arc2faceij.common.Picture;
import io.github.arc2faceij.common.Progress;
import io.github.arc2faceij.common.TestPictures;
import io.github.arc2faceij.device.Device;
import io.github.arc2faceij.face.FaceAnalyzer;
import io.github.arc2faceij.face.FaceChoice;
import io.github.arc2faceij.models.Bundled;
import java.util.List;
import java.util.Random;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * How well the pose is found on the known heads within 45 degrees of yaw; prints a table. Noise is normal, in x and in y,
 * a share of the face's size (square root of width times height of its landmarks).
 */
class HeadFitAccuracyTest {

    private static final double WIDEST_YAW = 45;
    private static final HeadFitter FITTER = new HeadFitter(KnownHeads.HEAD);

    @Test
    void exactLandmarksGiveThePose() {
        Angles errors = errors(heads(1), KnownHeads::landmarks);

        errors.print("exact");
        assertTrue(errors.worstMedian() < 1.5, () -> "median " + errors.worstMedian());
    }

    @Test
    void onePercentOfNoiseDoesLittleHarm() {
        Angles errors = errors(heads(1), i -> noisy(i, 0.01));

        errors.print("1 % noise");
        assertTrue(errors.worstMedian() < 3, () -> "median " + errors.worstMedian());
    }

    /** No aim was set for 2 %; that of 1 % holds as well. */
    @Test
    void twoPercentOfNoiseDoLittleHarm() {
        Angles errors = errors(heads(1), i -> noisy(i, 0.02));

        errors.print("2 % noise");
        assertTrue(errors.worstMedian() < 3, () -> "median " + errors.worstMedian());
    }

    /**
     * The bundled detector was made for photographs; on these renders its points lie too high, so heads seem to look down
     * by 5 degrees.
     */
    @Test
    void detectedLandmarksGiveTheYaw() {
        try (FaceAnalyzer analyzer = new FaceAnalyzer(Bundled.folder("arc2face-mini"), Device.CPU)) {
            Angles errors = errors(heads(4), i -> detected(analyzer, i));

            errors.print("detected");
            assertTrue(errors.median(Pose::yaw) < 3, () -> "median " + errors.median(Pose::yaw));
            assertTrue(errors.median(Pose::roll) < 3, () -> "median " + errors.median(Pose::roll));
        }
    }

    private static IntStream heads(int step) {
        return IntStream.range(0, KnownHeads.COUNT)
                .filter(i -> i % step == 0 && Math.abs(KnownHeads.pose(i).yaw()) <= WIDEST_YAW);
    }

    private static Angles errors(IntStream heads, IntFunction<Landmarks> landmarks) {
        return new Angles(heads.mapToObj(i -> {
                    Pose found = FITTER.fit(HeadPoints.of(landmarks.apply(i))).pose();
                    return Angles.difference(found, KnownHeads.pose(i));
                })
                .toList());
    }

    private static Landmarks detected(FaceAnalyzer analyzer, int index) {
        Picture head = TestPictures.golden(String.format("pose/heads/%03d.png", index));
        var faces = analyzer.detect(head, FaceAnalyzer.DEFAULT_CONFIDENCE, Progress.NONE);
        return FaceChoice.LARGEST.choose(faces, List.of()).get(0).landmarks();
    }

    private static Landmarks noisy(int index, double share) {
        Landmarks exact = KnownHeads.landmarks(index);
        Random random = new Random(index);
        double sigma = share * size(exact);
        return new Landmarks(exact.points().stream()
                .map(point ->
                        new Point(point.x() + sigma * random.nextGaussian(), point.y() + sigma * random.nextGaussian()))
                .toList());
    }

    private static double size(Landmarks landmarks) {
        double[] x = landmarks.points().stream().mapToDouble(Point::x).sorted().toArray();
        double[] y = landmarks.points().stream().mapToDouble(Point::y).sorted().toArray();
        return Math.sqrt((x[x.length - 1] - x[0]) * (y[y.length - 1] - y[0]));
    }
}
