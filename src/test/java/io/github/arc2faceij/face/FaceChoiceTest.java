package io.github.arc2faceij.face;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.arc2faceij.common.Arc2FaceException;
import io.github.arc2faceij.common.Landmarks;
import io.github.arc2faceij.common.Landmarks.Point;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FaceChoiceTest {

    private static final Face SURE = face(0, 0, 20, 30, 0.99);
    private static final Face LARGE = face(30, 10, 130, 140, 0.9);
    private static final Face SMALL = face(135, 20, 150, 40, 0.8);
    private static final List<Face> FACES = List.of(SURE, LARGE, SMALL);

    @Test
    void largestHasTheLargestBox() {
        assertEquals(List.of(LARGE), FaceChoice.LARGEST.choose(FACES, List.of()));
    }

    @Test
    void theSurerOfTwoEquallyLargeFacesIsTaken() {
        Face twin = face(50, 0, 70, 30, 0.7);
        assertEquals(List.of(SURE), FaceChoice.LARGEST.choose(List.of(SURE, twin), List.of()));
    }

    @Test
    void allAreAll() {
        assertEquals(FACES, FaceChoice.ALL.choose(FACES, List.of()));
    }

    @Test
    void theSelectionMeansTheFaceThatItFits() {
        assertEquals(List.of(SURE), chosenBy(new Box(10, 10, 28, 45)));
        assertEquals(List.of(LARGE), chosenBy(new Box(0, 0, 200, 200)));
        // Covers 20 x 24 pixels of the large face, but only 15 x 20 of the small one that it is drawn around.
        assertEquals(List.of(SMALL), chosenBy(new Box(110, 18, 152, 42)));
    }

    @Test
    void aPointInAFaceMeansThatFace() {
        assertEquals(List.of(SMALL), chosenBy(new Box(140, 30, 140, 30)));
        assertEquals(List.of(LARGE), chosenBy(new Box(40, 30, 90, 30)));
    }

    @Test
    void eachPartOfASelectionMeansAFace() {
        Box inSmall = new Box(140, 30, 140, 30);
        Box inSure = new Box(5, 5, 15, 15);
        assertEquals(List.of(SMALL, SURE), FaceChoice.SELECTION.choose(FACES, List.of(inSmall, inSure, inSure)));
        Arc2FaceException e = assertThrows(
                Arc2FaceException.class,
                () -> FaceChoice.SELECTION.choose(FACES, List.of(inSure, new Box(200, 210, 300, 300))));
        assertTrue(e.getMessage().startsWith("No face lies in the selection at x=200 y=210"), e.getMessage());
    }

    @Test
    void aSelectionWithoutAFaceIsRefusedWithTheNumberOfFaces() {
        Arc2FaceException e = assertThrows(Arc2FaceException.class, () -> chosenBy(new Box(200, 200, 300, 300)));
        assertTrue(e.getMessage().contains("there are 3 elsewhere"), e.getMessage());
    }

    @Test
    void withoutASelectionTheUserReadsWhatToDo() {
        Arc2FaceException e =
                assertThrows(Arc2FaceException.class, () -> FaceChoice.SELECTION.choose(FACES, List.of()));
        assertTrue(e.getMessage().contains("Draw one around a face"), e.getMessage());
    }

    @ParameterizedTest
    @EnumSource(FaceChoice.class)
    void noFaceIsNeverAnEmptyChoice(FaceChoice choice) {
        Arc2FaceException e =
                assertThrows(Arc2FaceException.class, () -> choice.choose(List.of(), List.of(new Box(0, 0, 9, 9))));
        assertTrue(e.getMessage().contains("looks towards the camera"), e.getMessage());
    }

    @ParameterizedTest
    @EnumSource(FaceChoice.class)
    void choicesAreFoundByTheirLabels(FaceChoice choice) {
        assertEquals(choice, FaceChoice.of(choice.label()));
        assertEquals(choice, FaceChoice.of(" " + choice.label().toUpperCase()));
    }

    @Test
    void unknownLabelsAreRefusedWithTheKnownOnes() {
        Arc2FaceException e = assertThrows(Arc2FaceException.class, () -> FaceChoice.of("Smallest"));
        assertEquals(
                "There is no choice of faces \"Smallest\". Choose one of Largest face, Selection, All faces.",
                e.getMessage());
    }

    private static List<Face> chosenBy(Box selection) {
        return FaceChoice.SELECTION.choose(FACES, List.of(selection));
    }

    private static Face face(double x1, double y1, double x2, double y2, double score) {
        Landmarks landmarks = new Landmarks(Collections.nCopies(68, new Point(x1, y1)));
        return new Face(new Box(x1, y1, x2, y2), score, landmarks);
    }
}
