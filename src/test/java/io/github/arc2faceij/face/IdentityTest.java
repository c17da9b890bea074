package io.github.arc2faceij.face;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.arc2faceij.common.Arc2FaceException;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IdentityTest {

    private static final String RECOGNISER = Identities.SOME_RECOGNISER;

    @Test
    void embeddingsAreNormalised() {
        float[] embedding = new float[512];
        embedding[3] = 3;
        embedding[5] = -4;
        Identity identity = Identity.ofEmbedding(embedding, RECOGNISER);
        assertEquals(5, identity.norm());
        assertEquals(0.6f, identity.vector()[3]);
        assertEquals(-0.8f, identity.vector()[5]);
    }

    @Test
    void cosineIsTheAngleBetweenIdentities() {
        Identity a = axis(1, 0);
        assertEquals(1, a.cosine(a), 1e-12);
        assertEquals(0, a.cosine(axis(0, 1)), 1e-12);
        assertEquals(-0.6, a.cosine(axis(-3, 4)), 1e-7);
        assertTrue(Identities.random(1).cosine(Identities.random(1)) <= 1);
    }

    @Test
    void anotherRecogniserIsRefusedWithWhatToDo() {
        Identity a = Identities.random(1);
        Identity b = Identity.ofEmbedding(Identities.embedding(1), Identities.OTHER_RECOGNISER);
        Arc2FaceException e = assertThrows(Arc2FaceException.class, () -> a.cosine(b));
        assertTrue(e.getMessage().contains("0123456789ab"), e.getMessage());
        assertTrue(e.getMessage().contains("fedcba987654"), e.getMessage());
        assertTrue(e.getMessage().contains("install it"), e.getMessage());
    }

    @ParameterizedTest
    @ValueSource(floats = {0, Float.NaN, Float.POSITIVE_INFINITY})
    void embeddingsWithoutADirectionAreRefused(float value) {
        float[] embedding = new float[512];
        Arrays.fill(embedding, value);
        Arc2FaceException e = assertThrows(Arc2FaceException.class, () -> Identity.ofEmbedding(embedding, RECOGNISER));
        assertTrue(e.getMessage().contains("is not an identity"), e.getMessage());
    }

    @Test
    void vectorsMustHave512NumbersOfUnitLength() {
        assertThrows(Arc2FaceException.class, () -> Identity.ofEmbedding(new float[128], RECOGNISER));
        float[] long1 = new float[512];
        long1[0] = 1.002f;
        assertThrows(Arc2FaceException.class, () -> new Identity(long1, RECOGNISER, 1));
        long1[0] = Float.NaN;
        assertThrows(Arc2FaceException.class, () -> new Identity(long1, RECOGNISER, 1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "arcface", "0123456789ABCDEF0123456789ABCDEF0123456789ABCDEF0123456789ABCDEF"})
    void recognisersAreNamedByTheirHash(String recogniser) {
        float[] embedding = Identities.embedding(1);
        assertThrows(Arc2FaceException.class, () -> Identity.ofEmbedding(embedding, recogniser));
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -1, Double.NaN, Double.POSITIVE_INFINITY})
    void normsArePositive(double norm) {
        float[] vector = Identities.random(1).vector();
        assertThrows(Arc2FaceException.class, () -> new Identity(vector, RECOGNISER, norm));
    }

    @Test
    void nobodyCanChangeAnIdentity() {
        float[] vector = Identities.random(1).vector();
        Identity identity = new Identity(vector, RECOGNISER, 2);
        vector[0] += 1;
        identity.vector()[1] += 1;
        assertEquals(1, identity.cosine(Identities.random(1)), 1e-6);
    }

    @Test
    void identitiesAreEqualByTheirNumbers() {
        assertEquals(Identities.random(1), Identities.random(1));
        assertEquals(Identities.random(1).hashCode(), Identities.random(1).hashCode());
        assertNotEquals(Identities.random(1), Identities.random(2));
    }

    private static Identity axis(float x, float y) {
        float[] embedding = new float[512];
        embedding[0] = x;
        embedding[1] = y;
        return Identity.ofEmbedding(embedding, RECOGNISER);
    }
}
