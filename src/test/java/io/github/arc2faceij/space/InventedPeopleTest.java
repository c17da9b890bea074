package io.github.arc2faceij.space;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.arc2faceij.common.Arc2FaceException;
import io.github.arc2faceij.common.Progress;
import io.github.arc2faceij.face.Identity;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InventedPeopleTest {

    private static final FaceSpace SPACE = SpacePeople.space(40, 0.1);

    @Test
    void distancesToEachOtherAndToGivenPeopleAreKept() {
        List<Identity> apart = List.of(SPACE.identity(1, 2), SPACE.identity(0, 0, 2));
        InventedPeople invented = InventedPeople.draw(SPACE, 30, 0.5, apart, 7, Progress.NONE);
        List<Identity> all = new ArrayList<>(apart);
        for (Identity person : invented.people()) {
            assertTrue(InventedPeople.nearest(person, all) >= 0.5);
            assertEquals(SPACE.norm(), person.norm());
            all.add(person);
        }
        assertEquals(32, all.size());
        assertEquals(invented.tried(), invented.tries().get(29));
        assertTrue(invented.tried() > 30, "some came too near: " + invented.tried());
    }

    @Test
    void drawsFollowTheGaussianOfTheSpace() {
        FaceSpace space = SpacePeople.space(3, 0.2);
        double squares = 0;
        for (Identity person :
                InventedPeople.draw(space, 3000, 0, List.of(), 1, Progress.NONE).people()) {
            float[] vector = person.vector();
            squares += Math.pow(0.5 * vector[2] / vector[0], 2); // undoes the normalisation
        }
        assertEquals(0.2, Math.sqrt(squares / 3000), 0.2 * 0.05, "four standard errors");
    }

    @Test
    void aSeedGivesTheSamePeopleAndMoreOfThemBeginAlike() {
        List<Identity> five = draw(5, 42);
        assertEquals(five, draw(5, 42));
        assertEquals(five, draw(9, 42).subList(0, 5));
        assertNotEquals(five, draw(5, 43));
    }

    private static List<Identity> draw(int count, long seed) {
        return InventedPeople.draw(SPACE, count, 0.3, List.of(), seed, Progress.NONE)
                .people();
    }

    @ParameterizedTest
    @ValueSource(doubles = {-0.4, 0, 0.25, 0.9})
    void foilsAreAllEquallySimilarToTheTarget(double cosine) {
        Identity target = SpacePeople.people(1, 5, 0.4, 0.4, 0.4).get(0);
        InventedPeople foils = InventedPeople.around(SPACE, target, cosine, 12, 0.05, List.of(), 3, Progress.NONE);
        List<Identity> before = new ArrayList<>();
        for (Identity foil : foils.people()) {
            assertEquals(cosine, foil.cosine(target), 1e-6);
            assertTrue(InventedPeople.nearest(foil, before) >= 0.05);
            before.add(foil);
        }
        assertEquals(foils, InventedPeople.around(SPACE, target, cosine, 12, 0.05, List.of(), 3, Progress.NONE));
    }

    @Test
    void whatNoChoiceOfDirectionsCanDoIsRefusedWithItsBound() {
        String opposite = fail(4, 1.5);
        assertTrue(opposite.contains("3 directions can at most"), opposite);
        assertTrue(opposite.contains("41 dimensions"), opposite);
        String right = fail(83, 1);
        assertTrue(right.contains("82 directions can at most"), right);
        FaceSpace narrow = SpacePeople.space(1, 0.5);
        String circle = assertThrows(
                        Arc2FaceException.class,
                        () -> InventedPeople.draw(narrow, 13, 0.14, List.of(), 1, Progress.NONE))
                .getMessage();
        assertTrue(circle.contains("11 directions can at most"), circle);
    }

    @Test
    void whatChanceDoesNotFindIsToldWithWhatItFound() {
        String message = fail(40, 0.9);
        assertTrue(message.startsWith("Only "), message);
        assertTrue(message.contains("the farthest at 0."), message);
    }

    private static String fail(int count, double distance) {
        return assertThrows(
                        Arc2FaceException.class,
                        () -> InventedPeople.draw(SPACE, count, distance, List.of(), 1, Progress.NONE))
                .getMessage();
    }

    @Test
    void numbersOutOfRangeAreRefused() {
        Identity target = SPACE.identity(1);
        for (double cosine : new double[] {1, -1, 2, Double.NaN}) {
            assertThrows(
                    Arc2FaceException.class,
                    () -> InventedPeople.around(SPACE, target, cosine, 1, 0, List.of(), 1, Progress.NONE));
        }
        assertTrue(fail(0, 0.1).contains("1 or more"));
        assertTrue(fail(3, -0.1).contains("between 0 and 2"));
        assertTrue(fail(3, Double.NaN).contains("between 0 and 2"));
        assertThrows(Arc2FaceException.class, () -> InventedPeople.draw(SPACE, 1, 0, List.of(), -1, Progress.NONE));
        Identity foreign = new Identity(target.vector(), SpacePeople.OTHER_RECOGNISER, 1);
        assertThrows(
                Arc2FaceException.class, () -> InventedPeople.draw(SPACE, 1, 0.1, List.of(foreign), 1, Progress.NONE));
    }

    @Test
    void theSearchCanBeCancelled() {
        Progress cancelled = (task, fraction) -> {
            throw new CancellationException();
        };
        assertThrows(CancellationException.class, () -> InventedPeople.draw(SPACE, 2, 0, List.of(), 1, cancelled));
    }
}
