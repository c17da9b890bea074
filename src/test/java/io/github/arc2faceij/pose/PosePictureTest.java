package io.github.arc2faceij.pose;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.Gson;
import io.github.arc2faceij.common.Arc2FaceException;
import io.github.arc2faceij.common.Picture;
import io.github.arc2faceij.common.TestPictures;
import io.github.arc2faceij.weights.Goldens;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Against the crops that the ControlNet of the bundled model was trained with. */
class PosePictureTest {

    private static final int SIZE = 128;

    /** An entry of conditions.json. */
    record Case(String picture, double yaw, double pitch, double roll, double[] identity, double[] expression) {

        Pose pose() {
            return new Pose(yaw, pitch, roll);
        }

        HeadShape shape() {
            return new HeadShape(identity, expression);
        }

        @Override
        public String toString() {
            return picture;
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void equalsTheTrainingPicture(Case golden) {
        Picture condition = PosePicture.picture(KnownHeads.HEAD, golden.shape(), golden.pose(), SIZE, SIZE);

        NormalMaps.assertAlike(TestPictures.golden("pose/" + golden.picture()), condition);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void theUprightHeadFillsItsOwnFfhqSquare(Case golden) {
        View view =
                PosePicture.view(KnownHeads.HEAD, golden.shape(), golden.pose().withRoll(0), SIZE, SIZE);

        FfhqSquare square = FfhqSquare.of(KnownHeads.HEAD.landmarks(golden.shape(), view));

        assertEquals(SIZE / 2.0 - 0.5, square.centre().x(), 1e-3);
        assertEquals(SIZE / 2.0 - 0.5, square.centre().y(), 1e-3);
        assertEquals(SIZE / 2.0, square.halfX().x(), 1e-3);
        assertEquals(0, square.halfX().y(), 1e-3);
    }

    /** What the ControlNet was trained with, in the middle of background. */
    @ParameterizedTest
    @MethodSource("cases")
    void aWidePictureHoldsTheSquareOneInItsMiddle(Case golden) {
        Picture square = PosePicture.picture(KnownHeads.HEAD, golden.shape(), golden.pose(), SIZE, SIZE);

        Picture wide = PosePicture.picture(KnownHeads.HEAD, golden.shape(), golden.pose(), 2 * SIZE, SIZE);

        for (int y = 0; y < SIZE; y++) {
            for (int x = 0; x < SIZE; x++) {
                assertEquals(square.get(x, y, 2), wide.get(x + SIZE / 2, y, 2), x + ", " + y);
            }
        }
    }

    @Test
    void refusesAPoseThatTheControlNetDoesNotKnow() {
        HeadShape mean = KnownHeads.HEAD.meanShape();

        String message = assertThrows(
                        Arc2FaceException.class,
                        () -> PosePicture.picture(KnownHeads.HEAD, mean, new Pose(75, 5, 0), SIZE, SIZE))
                .getMessage();

        assertTrue(message.contains("75") && message.contains("60"), message);
    }

    static List<Case> cases() throws IOException {
        String json = Files.readString(Goldens.path("pose/conditions.json"));
        return List.of(new Gson().fromJson(json, Case[].class));
    }
}
