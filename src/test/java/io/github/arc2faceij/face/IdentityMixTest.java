package io.github.arc2faceij.face;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.arc2faceij.common.Arc2FaceException;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class IdentityMixTest {

    private static final String RECOGNISER = "ab".repeat(32);
    private static final Identity X = axis(0, 1, 2);
    private static final Identity Y = axis(1, 1, 4);

    @Test
    void theSumIsNormalised() {
        Identity mixed = IdentityMix.sum(List.of(X, Y), 3, 4);

        assertEquals(0.6f, mixed.vector()[0], 1e-6);
        assertEquals(0.8f, mixed.vector()[1], 1e-6);
        assertEquals(RECOGNISER, mixed.recogniser());
        assertEquals((3 * 2 + 4 * 4) / 7.0, mixed.norm(), 1e-12);
    }

    @Test
    void theSizeOfTheWeightsDoesNotMatter() {
        assertArrayEquals(
                IdentityMix.sum(List.of(X, Y), 3, 4).vector(),
                IdentityMix.sum(List.of(X, Y), 0.3, 0.4).vector(),
                1e-7f);
    }

    @Test
    void aNegativeWeightLeadsAway() {
        assertTrue(IdentityMix.sum(List.of(X, Y), 1, -0.5).cosine(Y) < 0);
    }

    @ParameterizedTest
    @EnumSource(IdentityMix.class)
    void theEndsAreTheTwoIdentities(IdentityMix mix) {
        Identity from = random(1);
        Identity to = random(2);

        assertArrayEquals(from.vector(), mix.between(from, to, 0).vector(), 1e-6f);
        assertArrayEquals(to.vector(), mix.between(from, to, 1).vector(), 1e-6f);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.1, 0.25, 0.5, 0.9})
    void theArcIsWalkedAtAnEvenPace(double share) {
        Identity from = random(1);
        Identity to = random(2);
        double whole = Math.acos(from.cosine(to));

        Identity between = IdentityMix.SLERP.between(from, to, share);

        assertEquals(share * whole, Math.acos(from.cosine(between)), 1e-5);
        assertEquals((1 - share) * whole, Math.acos(between.cosine(to)), 1e-5);
    }

    @Test
    void theChordIsNot() {
        Identity quarter = IdentityMix.LINEAR.between(X, Y, 0.25);

        assertEquals(0.75 / Math.hypot(0.75, 0.25), quarter.cosine(X), 1e-6);
    }

    @ParameterizedTest
    @EnumSource(IdentityMix.class)
    void anIdentityWithItselfIsItself(IdentityMix mix) {
        Identity one = random(1);

        assertArrayEquals(one.vector(), mix.between(one, one, 0.3).vector(), 1e-6f);
    }

    @ParameterizedTest
    @EnumSource(IdentityMix.class)
    void refusesOpposites(IdentityMix mix) {
        String message = messageOf(() -> mix.between(X, axis(0, -1, 1), 0.5));

        assertTrue(message.contains("cancel"), message);
    }

    @Test
    void refusesWeightsThatSayNothing() {
        assertTrue(messageOf(() -> IdentityMix.sum(List.of(X, Y), 0, 0)).contains("cancel"));
        assertTrue(
                messageOf(() -> IdentityMix.sum(List.of(X, Y), 1, Double.NaN)).contains("NaN"));
        assertTrue(messageOf(() -> IdentityMix.sum(List.of(X, Y), 1)).contains("not 1 for 2"));
        assertTrue(messageOf(() -> IdentityMix.sum(List.of())).contains("not 0 for 0"));
    }

    @Test
    void refusesARatioOutOfRange() {
        assertTrue(messageOf(() -> IdentityMix.SLERP.between(X, Y, 1.5)).contains("1.5"));
    }

    @Test
    void refusesIdentitiesOfAnotherRecogniser() {
        Identity other = new Identity(X.vector(), "cd".repeat(32), 1);

        assertTrue(messageOf(() -> IdentityMix.LINEAR.between(X, other, 0.5)).contains("cdcdcd"));
        assertTrue(
                messageOf(() -> IdentityMix.sum(List.of(X, Y, other), 1, 1, 1)).contains("cdcdcd"));
    }

    private static Identity axis(int index, float sign, double norm) {
        float[] vector = new float[Identity.LENGTH];
        vector[index] = sign;
        return new Identity(vector, RECOGNISER, norm);
    }

    private static Identity random(int seed) {
        Random random = new Random(seed);
        float[] vector = new float[Identity.LENGTH];
        for (int i = 0; i < vector.length; i++) {
            vector[i] = (float) random.nextGaussian();
        }
        return Identity.ofEmbedding(vector, RECOGNISER);
    }

    private static String messageOf(Runnable task) {
        return assertThrows(Arc2FaceException.class, task::run).getMessage();
    }
}
