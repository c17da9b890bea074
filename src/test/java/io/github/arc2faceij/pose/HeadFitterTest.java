package io.github.arc2faceij.pose;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.arc2faceij.common.Arc2FaceException;
import io.github.arc2faceij.common.Landmarks;
import io.github.arc2faceij.common.Landmarks.Point;
import io.github.arc2faceij.common.Picture;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.IntPredicate;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HeadFitterTest {

    /** A head turned by 22.8 degrees. */
    private static final int TURNED = 10;

    private static final HeadFitter FITTER = new HeadFitter(KnownHeads.HEAD);

    /** The whole head, also what has no landmarks, must lie where it was: its silhouettes before and after. */
    @ParameterizedTest
    @ValueSource(ints = {0, 2, 6, 9, 10})
    void laysTheHeadOverThePicture(int index) {
        Picture expected = map(KnownHeads.shape(index), KnownHeads.view(index));

        HeadFit fit = FITTER.fit(HeadPoints.of(KnownHeads.landmarks(index)));

        double overlap = overlap(expected, map(fit.shape(), fit.view()));
        assertTrue(overlap > 0.9, () -> "overlap " + overlap);
    }

    @Test
    void theErrorIsThatOfTheFittedPoints() {
        Landmarks given = KnownHeads.landmarks(TURNED);

        HeadFit fit = FITTER.fit(HeadPoints.of(given));

        Landmarks fitted = KnownHeads.HEAD.landmarks(fit.shape(), fit.view());
        double squares = IntStream.range(0, Landmarks.COUNT)
                .mapToDouble(i ->
                        squaredDistance(given.points().get(i), fitted.points().get(i)))
                .sum();
        assertEquals(Math.sqrt(squares / Landmarks.COUNT), fit.error(), 1e-3);
        assertTrue(fit.relativeError() < 0.01, () -> "relative error " + fit.relativeError());
    }

    /** Jaw, smile, closed eyes: what the landmarks show must come out, head by head. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2})
    void findsTheExpression(int field) {
        int[] frontal = IntStream.range(0, KnownHeads.COUNT)
                .filter(i -> Math.abs(KnownHeads.pose(i).yaw()) < 45)
                .toArray();
        double[] truth = IntStream.of(frontal)
                .mapToDouble(i -> KnownHeads.shape(i).expression()[field])
                .toArray();

        double[] found = IntStream.of(frontal)
                .mapToDouble(i -> FITTER.fit(HeadPoints.of(KnownHeads.landmarks(i)))
                        .shape()
                        .expression()[field])
                .toArray();

        assertTrue(correlation(truth, found) > 0.8, () -> "correlation " + correlation(truth, found));
    }

    @Test
    void aHeadUpsideDownIsFound() {
        List<Point> turned = KnownHeads.landmarks(TURNED).points().stream()
                .map(point -> new Point(255 - point.x(), 255 - point.y()))
                .toList();

        Pose pose = FITTER.fit(HeadPoints.of(new Landmarks(turned))).pose();

        assertEquals(KnownHeads.pose(TURNED).yaw(), pose.yaw(), 1.5);
        assertEquals(180, Math.abs(pose.roll() - KnownHeads.pose(TURNED).roll()), 1.5);
    }

    @Test
    void aWrongPointDoesLittleHarm() {
        HeadFit fit = FITTER.fit(wrong(20));

        assertClose(KnownHeads.pose(TURNED), fit.pose(), 2);
        assertTrue(fit.relativeError() > 0.04, () -> "relative error " + fit.relativeError());
    }

    @Test
    void refusesManyWrongPointsAndNamesTheWorst() {
        String message = messageOf(wrong(3, 20, 33, 45, 60));

        assertTrue(message.startsWith("No head fits") && message.matches(".*landmark (3|20|33|45|60)\\b.*"), message);
    }

    @Test
    void thePointsWithoutTheJawAreEnough() {
        assertClose(
                KnownHeads.pose(TURNED), FITTER.fit(some(TURNED, i -> i > 16)).pose(), 3);
    }

    @Test
    void halfAFaceIsEnough() {
        double left = KnownHeads.landmarks(TURNED).points().get(30).x();

        HeadPoints half =
                some(TURNED, i -> KnownHeads.landmarks(TURNED).points().get(i).x() <= left);

        assertClose(KnownHeads.pose(TURNED), FITTER.fit(half).pose(), 3);
    }

    @Test
    void theFivePointsOfADetectorGiveARoughPose() {
        Landmarks all = KnownHeads.landmarks(TURNED);
        List<Point> five = List.of(
                all.mean(36, 37, 38, 39, 40, 41),
                all.mean(42, 43, 44, 45, 46, 47),
                all.points().get(30),
                all.points().get(48),
                all.points().get(54));

        HeadFit fit = FITTER.fit(HeadPoints.five(five));

        assertClose(KnownHeads.pose(TURNED), fit.pose(), 8);
        assertTrue(fit.uncertainty() > 4, () -> "uncertainty " + fit.uncertainty());
    }

    @Test
    void refusesFourPoints() {
        String message = messageOf(some(TURNED, i -> i == 36 || i == 45 || i == 30 || i == 8));

        assertTrue(message.contains("at least 5 landmarks, but there are 4"), message);
    }

    @Test
    void refusesPointsThatLeaveThePoseOpen() {
        String message = messageOf(some(TURNED, i -> i >= 36 && i < 48));

        assertTrue(message.startsWith("The 12 landmarks do not show"), message);
    }

    @Test
    void refusesOnePoint() {
        String message = messageOf(HeadPoints.of(new Landmarks(Collections.nCopies(68, new Point(9, 9)))));

        assertTrue(message.contains("single pixel"), message);
    }

    @Test
    void refusesPointsThatAreNoFace() {
        Random random = new Random(3);

        String message = messageOf(changed(point -> new Point(200 * random.nextDouble(), 200 * random.nextDouble())));

        assertTrue(message.startsWith("No head fits") && message.contains("pixels"), message);
    }

    @Test
    void refusesAMirroredFace() {
        String message = messageOf(changed(point -> new Point(255 - point.x(), point.y())));

        // Only the back of a head looks like a mirrored face.
        assertTrue(message.startsWith("The head is turned too far"), message);
    }

    @Test
    void refusesAHeadTurnedTooFar() {
        HeadShape mean = KnownHeads.HEAD.meanShape();
        View profile = new View(new Pose(78, 0, 0), 150, new Point(100, 100));

        String message = messageOf(HeadPoints.of(KnownHeads.HEAD.landmarks(mean, profile)));

        assertTrue(message.contains("yaw 78") || message.contains("yaw 77"), message);
    }

    private static Picture map(HeadShape shape, View view) {
        return NormalMap.render(KnownHeads.HEAD, shape, view, KnownHeads.SIZE, KnownHeads.SIZE);
    }

    /** Intersection over union. */
    private static double overlap(Picture a, Picture b) {
        int both = 0;
        int any = 0;
        for (int y = 0; y < a.height(); y++) {
            for (int x = 0; x < a.width(); x++) {
                boolean inA = NormalMaps.isHead(a, x, y);
                boolean inB = NormalMaps.isHead(b, x, y);
                both += inA && inB ? 1 : 0;
                any += inA || inB ? 1 : 0;
            }
        }
        return (double) both / any;
    }

    /** 47 pixels, nearly half the face, beside where they belong. */
    private static HeadPoints wrong(int... indices) {
        List<Point> points = new ArrayList<>(KnownHeads.landmarks(TURNED).points());
        for (int index : indices) {
            points.set(
                    index,
                    new Point(points.get(index).x() + 40, points.get(index).y() - 25));
        }
        return HeadPoints.of(new Landmarks(points));
    }

    private static HeadPoints some(int index, IntPredicate wanted) {
        Landmarks all = KnownHeads.landmarks(index);
        return HeadPoints.some(IntStream.range(0, Landmarks.COUNT)
                .filter(wanted)
                .boxed()
                .collect(Collectors.toMap(i -> i, all.points()::get)));
    }

    private static HeadPoints changed(UnaryOperator<Point> change) {
        return HeadPoints.of(new Landmarks(
                KnownHeads.landmarks(TURNED).points().stream().map(change).toList()));
    }

    private static String messageOf(HeadPoints points) {
        return assertThrows(Arc2FaceException.class, () -> FITTER.fit(points)).getMessage();
    }

    private static double squaredDistance(Point a, Point b) {
        return Math.pow(a.x() - b.x(), 2) + Math.pow(a.y() - b.y(), 2);
    }

    private static double correlation(double[] a, double[] b) {
        double meanA =
                IntStream.range(0, a.length).mapToDouble(i -> a[i]).average().orElseThrow();
        double meanB =
                IntStream.range(0, b.length).mapToDouble(i -> b[i]).average().orElseThrow();
        double ab = 0;
        double aa = 0;
        double bb = 0;
        for (int i = 0; i < a.length; i++) {
            ab += (a[i] - meanA) * (b[i] - meanB);
            aa += (a[i] - meanA) * (a[i] - meanA);
            bb += (b[i] - meanB) * (b[i] - meanB);
        }
        return ab / Math.sqrt(aa * bb);
    }

    private static void assertClose(Pose expected, Pose actual, double degrees) {
        assertEquals(expected.yaw(), actual.yaw(), degrees);
        assertEquals(expected.pitch(), actual.pitch(), degrees);
        assertEquals(expected.roll(), actual.roll(), degrees);
    }
}
