package io.github.arc2faceij.pose;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.Gson;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.github.arc2faceij.common.Arc2FaceException;
import io.github.arc2faceij.weights.Goldens;
import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PoseTest {

    @Test
    void hasTheAnglesOfTheKnownHeads() throws IOException {
        JsonArray angles = new Gson().fromJson(Files.readString(Goldens.path("pose/poses.json")), JsonArray.class);

        for (int i = 0; i < KnownHeads.COUNT; i++) {
            JsonObject expected = angles.get(i).getAsJsonObject();
            Pose pose = KnownHeads.pose(i); // from the rotation matrix
            assertEquals(expected.get("yaw").getAsDouble(), pose.yaw(), 1e-4);
            assertEquals(expected.get("pitch").getAsDouble(), pose.pitch(), 1e-4);
            assertEquals(expected.get("roll").getAsDouble(), pose.roll(), 1e-4);
        }
    }

    @ParameterizedTest
    @CsvSource({"0, 0, 0", "30, -20, 10", "-59, 44, -170", "5, 80, 100"})
    void survivesTheWayToAMatrixAndBack(double yaw, double pitch, double roll) {
        assertClose(new Pose(yaw, pitch, roll), Pose.of(new Pose(yaw, pitch, roll).rotation()));
    }

    /** The nose, in front of the head, must go where the words say: right, up; the crown must tilt to the left. */
    @Test
    void theSignsAreThoseOfTheWords() {
        assertTrue(new Pose(20, 0, 0).rotation()[2] > 0);
        assertTrue(new Pose(0, 20, 0).rotation()[5] > 0);
        assertTrue(new Pose(0, 0, 20).rotation()[1] < 0);
    }

    @Test
    void theWayBetweenTwoPosesIsEven() {
        Pose from = new Pose(-40, 5, 10);
        Pose to = new Pose(35, -20, -15);

        assertClose(from, from.towards(to, 0));
        assertClose(to, from.towards(to, 1));
        double whole = angle(from, to);
        for (double share : new double[] {0.25, 0.5, 0.75}) {
            Pose between = from.towards(to, share);
            assertEquals(share * whole, angle(from, between), 1e-9);
            assertEquals((1 - share) * whole, angle(between, to), 1e-9);
        }
    }

    @Test
    void aTurnOfTheHeadAloneIsInterpolatedByItsAngle() {
        assertClose(new Pose(10, 0, 0), new Pose(-30, 0, 0).towards(new Pose(50, 0, 0), 0.5));
    }

    @Test
    void refusesTheWayBetweenOppositePoses() {
        assertThrows(Arc2FaceException.class, () -> Pose.FRONTAL.towards(new Pose(0, 0, 180), 0.5));
    }

    @ParameterizedTest
    @CsvSource({"61, 0", "-61, 0", "0, 46", "0, -46"})
    void refusesPosesBeyondTheFrontalHemisphere(double yaw, double pitch) {
        assertThrows(Arc2FaceException.class, () -> new Pose(yaw, pitch, 0).requireFrontal());
    }

    @Test
    void refusesWhatIsNoAngle() {
        assertThrows(IllegalArgumentException.class, () -> new Pose(Double.NaN, 0, 0));
    }

    private static double angle(Pose a, Pose b) {
        double[] way = Rotations.product(b.rotation(), Rotations.inverse(a.rotation()));
        return Math.acos(Math.min(1, (way[0] + way[4] + way[8] - 1) / 2));
    }

    private static void assertClose(Pose expected, Pose actual) {
        assertArrayEquals(
                new double[] {expected.yaw(), expected.pitch(), expected.roll()},
                new double[] {actual.yaw(), actual.pitch(), actual.roll()},
                1e-9);
    }
}
