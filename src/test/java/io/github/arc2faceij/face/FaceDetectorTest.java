package io.github.arc2faceij.face;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class FaceDetectorTest {

    private static final Detection BEST = detection(0, 0.9);

    @Test
    void overlappingBoxesGoAndTheOthersComeBestFirst() {
        Detection same = detection(3, 0.8); // IoU 7 / 13
        Detection apart = detection(30, 0.7);
        assertEquals(List.of(BEST, apart), FaceDetector.suppressNonMaxima(List.of(apart, same, BEST)));
    }

    @Test
    void anOverlapOfFourTenthsIsTheSameFace() {
        Detection same = new Detection(new Box(0, 0, 4, 10), 0.8);
        Detection less = new Detection(new Box(0, 0, 3.99, 10), 0.8);
        assertEquals(List.of(BEST), FaceDetector.suppressNonMaxima(List.of(BEST, same)));
        assertEquals(List.of(BEST, less), FaceDetector.suppressNonMaxima(List.of(BEST, less)));
    }

    @Test
    void aBoxThatWentDoesNotSuppressOthers() {
        Detection gone = detection(4, 0.8); // IoU 6 / 14
        Detection far = detection(8, 0.7); // IoU 2 / 18 with the best, 6 / 14 with the one that goes
        assertEquals(List.of(BEST, far), FaceDetector.suppressNonMaxima(List.of(BEST, gone, far)));
    }

    private static Detection detection(double x, double score) {
        return new Detection(new Box(x, 0, x + 10, 10), score);
    }
}
