package io.github.arc2faceij.face;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.arc2faceij.common.Picture;
import io.github.arc2faceij.common.TestPictures;
import io.github.arc2faceij.opencv.Region;
import io.github.arc2faceij.weights.Goldens;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LandmarkDetectorTest {

    private static final Picture PICTURE = Picture.black(100, 80);

    @ParameterizedTest
    @CsvSource({
        "20.9, 10.9, 40.9, 50.9,   10, 10, 40, 40", // a narrow box, to whole pixels
        "-10, -10, 10, 30,         0, 0, 20, 30", // over the top left corner
        "80, 60, 120, 100,         80, 60, 19, 19", // over the bottom right corner
    })
    void theSquareIsAsHighAsTheBoxAndWithinThePicture(
            double x1, double y1, double x2, double y2, int x, int y, int width, int height) {
        assertEquals(new Region(x, y, width, height), LandmarkDetector.square(new Box(x1, y1, x2, y2), PICTURE));
    }

    @ParameterizedTest
    @CsvSource({"-50, 10, -30, 30", "110, 10, 130, 30", "10, 90, 30, 110", "10, -40, 30, -20", "1e300, 0, 2e300, 9"})
    void boxesOutsideThePictureHaveNoSquare(double x1, double y1, double x2, double y2) {
        assertTrue(LandmarkDetector.square(new Box(x1, y1, x2, y2), PICTURE).isEmpty());
    }

    @Test
    void theInputEqualsTheReferenceBitForBit() {
        Picture astronaut = TestPictures.golden("face/images/astronaut.png");
        float[] expected = Goldens.load("face/chain/debug_first.safetensors")
                .get("landmark_input")
                .data();
        Region square = new Region(168, 62, 279 - 168, 173 - 62);
        assertArrayEquals(expected, LandmarkDetector.input(astronaut, square).data());
    }
}
