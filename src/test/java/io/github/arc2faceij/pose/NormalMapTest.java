package io.github.arc2faceij.pose;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.arc2faceij.common.Landmarks.Point;
import io.github.arc2faceij.common.Picture;
import io.github.arc2faceij.common.TestPictures;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Against the renders of the training kit, and against what can be computed by hand. */
class NormalMapTest {

    private static final float[] TRIANGLE = {-1, -1, 0, 1, -1, 0, 0, 1, 0};

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11})
    void equalsTheRenderOfTheTrainingKit(int index) {
        Picture expected = TestPictures.golden(String.format("pose/%03d_normal.png", index));

        Picture map = NormalMap.render(
                KnownHeads.HEAD, KnownHeads.shape(index), KnownHeads.view(index), KnownHeads.SIZE, KnownHeads.SIZE);

        NormalMaps.assertAlike(expected, map);
    }

    /** The values are floor((n * 0.5 + 0.5) * 255) of the normal (sin yaw, 0, cos yaw) or (0, sin pitch, cos pitch). */
    @ParameterizedTest
    @CsvSource({"0, 0, 127 127 255", "30, 0, 191 127 237", "-60, 0, 17 127 191", "0, 30, 127 191 237"})
    void encodesTheNormalAfterTheRotation(double yaw, double pitch, String expected) {
        HeadModel triangle = TinyHeads.model(TRIANGLE, 0, 1, 2);
        View view = new View(new Pose(yaw, pitch, 0), 20, new Point(20, 20));

        Picture map = NormalMap.render(triangle, triangle.meanShape(), view, 41, 41);

        assertEquals(expected, rgb(map, 20, 22));
    }

    @Test
    void theBackgroundIsMidGrey() {
        HeadModel triangle = TinyHeads.model(TRIANGLE, 0, 1, 2);
        View view = new View(Pose.FRONTAL, 20, new Point(20, 20));

        Picture map = NormalMap.render(triangle, triangle.meanShape(), view, 41, 41);

        assertEquals("127 127 127", rgb(map, 0, 0));
        assertEquals("127 127 127", rgb(map, 1, 20));
    }

    @ParameterizedTest
    @CsvSource({"0.5, 237 127 191", "-0.5, 127 127 255"})
    void theNearestSurfaceCounts(float depth, String expected) {
        float slope = (float) Math.tan(Math.toRadians(60));
        float[] vertices = {
            -1,
            -1,
            0,
            1,
            -1,
            0,
            0,
            1,
            0,
            -0.2f,
            -0.2f,
            depth + 0.2f * slope,
            0.2f,
            -0.2f,
            depth - 0.2f * slope,
            0,
            0.2f,
            depth
        };
        HeadModel two = TinyHeads.model(vertices, 3, 4, 5, 0, 1, 2);

        Picture map = NormalMap.render(two, two.meanShape(), new View(Pose.FRONTAL, 20, new Point(20, 20)), 41, 41);

        assertEquals(expected, rgb(map, 20, 20));
    }

    @Test
    void aHeadMayReachOutOfAPictureOfAnySize() {
        View view = KnownHeads.view(2);
        Point origin = view.origin();
        View shifted = new View(view.pose(), view.scale(), new Point(origin.x() - 60, origin.y() - 90));
        Picture whole = NormalMap.render(KnownHeads.HEAD, KnownHeads.shape(2), view, 256, 256);

        Picture part = NormalMap.render(KnownHeads.HEAD, KnownHeads.shape(2), shifted, 101, 37);

        NormalMaps.assertAlike(part(whole, 60, 90, 101, 37), part);
    }

    private static Picture part(Picture picture, int left, int top, int width, int height) {
        Picture part = Picture.black(width, height);
        for (int y = 0; y < height; y++) {
            System.arraycopy(
                    picture.rgb(), 3 * ((top + y) * picture.width() + left), part.rgb(), 3 * y * width, 3 * width);
        }
        return part;
    }

    private static String rgb(Picture picture, int x, int y) {
        return picture.get(x, y, 0) + " " + picture.get(x, y, 1) + " " + picture.get(x, y, 2);
    }
}
