package io.github.arc2faceij.face;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.arc2faceij.face.FaceShape.Point3;
import io.github.arc2faceij.numpy.Npy;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FaceAnglesTest {

    /** At a right angle pitch and roll turn about the same axis; all of it counts as pitch. */
    @ParameterizedTest
    @CsvSource({"0, 0, 0", "10, 0, 0", "0, -25, 0", "0, 0, 170", "-12, 34, -56", "20, 90, 0", "-20, -90, 0"})
    void theTurnedMeanShapeGivesItsAngles(double pitch, double yaw, double roll) throws IOException {
        FaceAngles found = FaceAngles.of(turned(Math.toRadians(pitch), Math.toRadians(yaw), Math.toRadians(roll)));
        assertEquals(pitch, found.pitch(), 1e-6);
        assertEquals(yaw, found.yaw(), 1e-6);
        assertEquals(roll, found.roll(), 1e-6);
    }

    /** Rz(roll) Ry(yaw) Rx(pitch), then 80 times as large and moved. */
    private static List<Point3> turned(double pitch, double yaw, double roll) throws IOException {
        float[] mean = Npy.read(
                        FaceAngles.class.getResourceAsStream("meanshape_68.npy").readAllBytes())
                .data();
        List<Point3> points = new ArrayList<>();
        for (int i = 0; i < mean.length; i += 3) {
            double y = mean[i + 1] * Math.cos(pitch) - mean[i + 2] * Math.sin(pitch);
            double z = mean[i + 1] * Math.sin(pitch) + mean[i + 2] * Math.cos(pitch);
            double x = mean[i] * Math.cos(yaw) + z * Math.sin(yaw);
            double depth = z * Math.cos(yaw) - mean[i] * Math.sin(yaw);
            points.add(new Point3(
                    300 + 80 * (x * Math.cos(roll) - y * Math.sin(roll)),
                    200 + 80 * (x * Math.sin(roll) + y * Math.cos(roll)),
                    80 * depth));
        }
        return points;
    }
}
