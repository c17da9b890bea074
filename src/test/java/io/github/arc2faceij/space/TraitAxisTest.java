package io.github.arc2faceij.space;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.arc2faceij.common.Arc2FaceException;
import io.github.arc2faceij.face.Identity;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TraitAxisTest {

    private static final List<Identity> PEOPLE = SpacePeople.people(120, 11, 0.3, 0.3, 0.3, 0.3, 0.3, 0.3);

    @Test
    void aLabelAlongAKnownDirectionIsFound() {
        double[] ages = PEOPLE.stream()
                .mapToDouble(person -> 40 + 30 * person.vector()[3])
                .toArray();
        TraitAxis axis = TraitAxis.of(PEOPLE, ages);
        assertTrue(axis.r2() > 0.99, "" + axis.r2());
        assertTrue(axis.direction()[3] / Vectors.length(axis.direction()) > 0.99);
        assertEquals("", axis.warning());
        Identity older = axis.withLabel(PEOPLE.get(0), 50);
        assertEquals(50, axis.predict(older), 1e-4);
        assertEquals(PEOPLE.get(0).norm(), older.norm());
        double whole = axis.predict(PEOPLE.get(0));
        assertEquals(1, axis.withLabel(PEOPLE.get(0), whole).cosine(PEOPLE.get(0)), 1e-7);
        assertEquals(axis.r2(), TraitAxis.of(PEOPLE, ages).r2(), "the folds are always the same");
    }

    @Test
    void aLabelThatHasNothingToDoWithTheFaceIsToldAsSuch() {
        Random random = new Random(5);
        double[] noise =
                PEOPLE.stream().mapToDouble(person -> random.nextGaussian()).toArray();
        TraitAxis axis = TraitAxis.of(PEOPLE, noise);
        assertTrue(axis.r2() < 0.1, "" + axis.r2());
        assertTrue(axis.warning().contains("hardly predicted"), axis.warning());
    }

    @Test
    void tooFewFacesAreWarnedOfAndRefused() {
        double[] labels = new double[12];
        for (int i = 0; i < labels.length; i++) {
            labels[i] = PEOPLE.get(i).vector()[1];
        }
        assertTrue(TraitAxis.of(PEOPLE.subList(0, 12), labels).warning().contains("from 12 faces"));
        assertThrows(Arc2FaceException.class, () -> TraitAxis.of(PEOPLE.subList(0, 9), new double[9]));
        assertThrows(Arc2FaceException.class, () -> TraitAxis.of(PEOPLE.subList(0, 12), new double[12]));
        labels[3] = Double.NaN;
        assertThrows(Arc2FaceException.class, () -> TraitAxis.of(PEOPLE.subList(0, 12), labels));
    }

    @Test
    void aLabelThatNobodyCanHaveIsRefusedWithTheRange() {
        double[] ages = PEOPLE.stream()
                .mapToDouble(person -> 40 + 30 * person.vector()[3])
                .toArray();
        TraitAxis axis = TraitAxis.of(PEOPLE, ages);
        String message = assertThrows(Arc2FaceException.class, () -> axis.withLabel(PEOPLE.get(0), 500))
                .getMessage();
        assertTrue(message.contains("theirs lie between"), message);
    }
}
