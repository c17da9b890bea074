package io.github.arc2faceij.stimulus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.arc2faceij.common.Arc2FaceException;
import io.github.arc2faceij.stimulus.EqualSteps.Effort;
import io.github.arc2faceij.stimulus.EqualSteps.Step;
import java.util.List;
import java.util.Random;
import java.util.function.DoubleFunction;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Ways from a parameter to what is measured, drawn by hand: what is asked for is found, or a sentence says why not. */
class EqualStepsTest {

    private static final Effort TENTH = new Effort(0.1, 100);

    private static DoubleFunction<double[]> exact(DoubleUnaryOperator function) {
        return parameter -> new double[] {function.applyAsDouble(parameter)};
    }

    private static void assertEqual(EqualSteps found, double tolerance) {
        List<Step> steps = found.steps();
        double step = steps.get(1).asked() - steps.get(0).asked();
        for (int i = 0; i < steps.size(); i++) {
            assertEquals(steps.get(0).asked() + i * step, steps.get(i).asked(), 1e-9);
            assertTrue(steps.get(i).deviation() <= tolerance * Math.abs(step) + 1e-12, "step " + i + " of " + steps);
            assertTrue(
                    i == 0
                            || steps.get(i - 1).found().parameter()
                                    < steps.get(i).found().parameter(),
                    "parameters in order");
        }
        assertEquals(0, found.off(tolerance));
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.2, 1, 3, 8})
    void curvesAreDividedEvenly(double power) {
        EqualSteps rising = EqualSteps.between(exact(x -> Math.pow(x, power)), 0, 1, 7, TENTH);
        assertEqual(rising, 0.1);
        assertEquals(0, rising.steps().get(0).found().parameter());
        assertEquals(1, rising.steps().get(6).found().parameter());
        assertEqual(EqualSteps.between(exact(x -> -Math.pow(x, power)), 0, 1, 7, TENTH), 0.1);
        assertTrue(rising.tries() <= 60, "tries: " + rising.tries());
    }

    @Test
    void aFineToleranceIsKept() {
        assertEqual(EqualSteps.between(exact(Math::cos), 0, 3, 5, new Effort(1e-3, 200)), 1e-3);
    }

    /** A small jump of each picture at every parameter, as networks have them; the mean still has to fit. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
    void noiseIsFollowed(int seed) {
        DoubleFunction<double[]> noisy = x -> {
            Random random = new Random(Double.hashCode(x) * 31L + seed);
            return random.doubles(5).map(noise -> x * x + 0.1 * (noise - 0.5)).toArray();
        };
        EqualSteps found = EqualSteps.between(noisy, 0, 1, 5, new Effort(0.2, 200));
        assertEqual(found, 0.2);
        assertTrue(found.steps().get(2).found().standardError() < 0.03);
    }

    @Test
    void aWayBackIsCrossedOnTheWayOut() {
        EqualSteps found = EqualSteps.between(exact(x -> x + 0.4 * Math.sin(7 * x)), 0, 3, 6, TENTH);
        assertEqual(found, 0.1);
    }

    @Test
    void aJumpIsTold() {
        EqualSteps found = EqualSteps.between(exact(x -> x < 0.3 ? 0.1 * x : 1 + x), 0, 1, 5, TENTH);
        assertTrue(found.off(0.1) > 0);
        assertTrue(found.tries() < 100, "it does not use up the budget on a jump");
    }

    @Test
    void theBudgetIsKept() {
        EqualSteps found = EqualSteps.between(exact(x -> Math.pow(x, 8)), 0, 1, 9, new Effort(1e-6, 20));
        assertEquals(20, found.tries());
        assertTrue(found.off(1e-6) > 0);
        String few = sentence(() -> EqualSteps.between(exact(x -> x), 0, 1, 9, new Effort(0.1, 8)));
        assertTrue(few.startsWith("9 steps need as many tries at least, but the budget allows 8."), few);
    }

    @Test
    void whatDoesNotChangeIsNotDivided() {
        String flat = sentence(() -> EqualSteps.between(exact(x -> 0.25), 0, 1, 5, TENTH));
        assertTrue(
                flat.startsWith("What is measured does not change from one end to the other: 0.250 and 0.250"), flat);
        String noise = sentence(
                () -> EqualSteps.between(x -> new double[] {0.1 * x, 0.3, 0.5 - 0.1 * x, 0.35}, 0, 1, 5, TENTH));
        assertTrue(noise.contains("standard error of the difference"), noise);
    }

    @Test
    void angledHeadsThatLagAreTurnedFurther() {
        EqualSteps found = EqualSteps.from(exact(x -> 0.8 * x - 2), -30, 30, 7, -60, 60, TENTH);
        assertEqual(found, 0.1);
        assertEquals(-35, found.steps().get(0).found().parameter(), 3);
        EqualSteps back = EqualSteps.from(exact(x -> 0.8 * x - 2), 30, -30, 7, -60, 60, TENTH);
        assertEquals(30, back.steps().get(0).asked());
        assertEquals(
                found.steps().get(6).found().mean(), back.steps().get(0).found().mean(), 2);
    }

    @ParameterizedTest
    @ValueSource(doubles = {1, -1})
    void whatCannotBeReachedIsTold(double side) {
        String sentence =
                sentence(() -> EqualSteps.from(exact(x -> 30 * Math.tanh(x / 30)), 0, 40 * side, 5, -60, 60, TENTH));
        assertTrue(
                sentence.startsWith(EqualSteps.text(
                        "%.3f is asked for, but at the end of what can be set (%.3f) only %.3f is measured",
                        40 * side, 60 * side, 30 * Math.tanh(2 * side))),
                sentence);
        assertTrue(sentence(() -> EqualSteps.from(exact(x -> 5), -10, 10, 5, -60, 60, TENTH))
                .contains("only 5.000 is measured"));
    }

    @Test
    void whereNothingCanBeMeasuredIsTold() {
        String sentence = sentence(
                () -> EqualSteps.between(x -> x > 0.4 && x < 0.9 ? new double[0] : new double[] {x}, 0, 1, 3, TENTH));
        assertTrue(sentence.startsWith("Nothing can be measured on the pictures at 0.500"), sentence);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.5, -1, Double.NaN})
    void aToleranceIsLessThanHalfAStep(double tolerance) {
        assertTrue(sentence(() -> new Effort(tolerance, 10)).startsWith("The tolerance is a share of a step"));
    }

    private static String sentence(Runnable work) {
        return assertThrows(Arc2FaceException.class, work::run).getMessage();
    }
}
