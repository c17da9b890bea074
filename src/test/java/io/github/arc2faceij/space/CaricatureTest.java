package io.github.arc2faceij.space;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.arc2faceij.common.Arc2FaceException;
import io.github.arc2faceij.face.Identity;
import org.junit.jupiter.api.Test;

class CaricatureTest {

    private static final FaceSpace SPACE = SpacePeople.space(10, 0.2);
    private static final Identity PERSON =
            SpacePeople.people(1, 9, 0.3, 0.5, 0.2).get(0);

    @Test
    void levelsGoFromTheMeanThroughThePersonOn() {
        assertEquals(1, Caricature.of(SPACE, PERSON, 1).cosine(PERSON), 1e-7);
        assertEquals(1, Caricature.of(SPACE, PERSON, 0).cosine(SPACE.identity()), 1e-7);
        double before = 2;
        for (double level = -2; level <= 3; level += 0.5) {
            double alike = Caricature.of(SPACE, PERSON, level).cosine(SPACE.identity());
            double away = level < 0.6 ? 0 : alike;
            assertTrue(away < before, "less like the mean at " + level);
            before = level < 0.6 ? 2 : away;
        }
        assertEquals(PERSON.norm(), Caricature.of(SPACE, PERSON, 2).norm());
    }

    /** On the line before it is brought to unit length, the scores are the level times the person's. */
    @Test
    void scoresAreScaledByTheLevel() {
        double[] person = SPACE.scores(PERSON);
        for (double level : new double[] {-1, 0.5, 1.5}) {
            float[] vector = Caricature.of(SPACE, PERSON, level).vector();
            double scale = (0.5 + level * (PERSON.vector()[0] - 0.5)) / vector[0];
            double[] scores = new double[person.length];
            double[] expected = new double[person.length];
            for (int i = 0; i < scores.length; i++) {
                scores[i] = scale * vector[i + 1] / 0.2;
                expected[i] = level * person[i];
            }
            assertArrayEquals(expected, scores, 1e-5);
        }
    }

    @Test
    void whatIsNobodyIsRefused() {
        assertThrows(Arc2FaceException.class, () -> Caricature.of(SPACE, PERSON, Double.NaN));
        assertThrows(Arc2FaceException.class, () -> Caricature.of(SPACE, PERSON, Double.POSITIVE_INFINITY));
        assertThrows(Arc2FaceException.class, () -> Caricature.of(SPACE, SpacePeople.basis(0), -1), "0.5 - 0.5");
        Identity foreign = new Identity(PERSON.vector(), SpacePeople.OTHER_RECOGNISER, 1);
        assertThrows(Arc2FaceException.class, () -> Caricature.of(SPACE, foreign, 1));
    }
}
