package io.github.arc2faceij.space;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.arc2faceij.common.Arc2FaceException;
import io.github.arc2faceij.face.Identity;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FaceSpaceTest {

    /** Four points whose components are known by hand: (c, s a) with the mean on e0, so that axes are e1 and e2. */
    @Test
    void aKnownConstructionHasItsAxesDeviationsAndShares() {
        double c = 0.8;
        List<Identity> people = new ArrayList<>();
        for (double[] point : new double[][] {{0.6, 0}, {-0.6, 0}, {0, 0.6}, {0, -0.6}, {0.6, 0}, {-0.6, 0}}) {
            float[] vector = new float[Identity.LENGTH];
            vector[0] = (float) c;
            vector[1] = (float) point[0];
            vector[2] = (float) point[1];
            people.add(new Identity(vector, SpacePeople.RECOGNISER, 2));
        }
        FaceSpace space = FaceSpace.of(people);
        assertEquals(2, space.axes().length);
        assertEquals(c, space.mean()[0], 1e-7);
        assertEquals(1, space.axes()[0][1], 1e-7);
        assertEquals(1, space.axes()[1][2], 1e-7);
        assertEquals(Math.sqrt(4 * 0.36 / 5), space.deviations()[0], 1e-7);
        assertEquals(Math.sqrt(2 * 0.36 / 5), space.deviations()[1], 1e-7);
        assertEquals(2.0 / 3, space.explained(0), 1e-6);
        assertEquals(1.0 / 3, space.explained(1), 1e-6);
        assertEquals(2, space.norm());
    }

    @Test
    void deviationsOfManyPeopleAreTheSecondMomentsAlongTheAxes() {
        List<Identity> people = SpacePeople.people(40, 1, 0.5, 0.3, 0.2, 0.1);
        FaceSpace space = FaceSpace.of(people);
        for (int axis = 0; axis < space.axes().length; axis++) {
            double sum = 0;
            double squares = 0;
            for (Identity person : people) {
                double score = space.scores(person)[axis];
                sum += score;
                squares += score * score;
            }
            assertEquals(0, sum, 1e-9);
            assertEquals(39, squares, 1e-6);
        }
    }

    @Test
    void scoresLeadBackToThePerson() {
        List<Identity> people = SpacePeople.people(20, 2, 0.5, 0.4, 0.3);
        FaceSpace space = FaceSpace.of(people);
        for (Identity person : people) {
            assertEquals(1, space.identity(space.scores(person)).cosine(person), 1e-7, "of float32");
        }
        assertArrayEquals(
                space.identity().vector(), space.identity(0, 0).vector(), "no scores, and zeros, are the mean");
    }

    @Test
    void fewerFacesThanNumbersHaveOneAxisLessThanFaces() {
        List<Identity> people = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            people.add(SpacePeople.basis(i));
        }
        FaceSpace space = FaceSpace.of(people);
        assertEquals(7, space.axes().length);
        assertEquals(8, space.dimensions());
        assertEquals(3, space.first(3).axes().length);
        assertEquals(space.explained(0), space.first(3).explained(0));
    }

    @Test
    void whatIsNoPopulationIsRefused() {
        Identity one = SpacePeople.basis(1);
        assertTrue(fail(List.of(one, SpacePeople.basis(2))).contains("at least 3 faces"));
        assertTrue(fail(List.of(one, one, one, one)).contains("are the same"));
        Identity foreign = new Identity(one.vector(), SpacePeople.OTHER_RECOGNISER, 1);
        assertTrue(fail(List.of(one, SpacePeople.basis(2), foreign)).contains("recogniser"));
        FaceSpace space = SpacePeople.space(2, 0.1);
        assertThrows(Arc2FaceException.class, () -> space.identity(1, 2, 3));
        assertThrows(Arc2FaceException.class, () -> space.identity(Double.NaN));
        assertThrows(Arc2FaceException.class, () -> space.scores(foreign));
    }

    private static String fail(List<Identity> identities) {
        return assertThrows(Arc2FaceException.class, () -> FaceSpace.of(identities))
                .getMessage();
    }
}
