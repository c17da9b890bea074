package io.github.arc2faceij.face;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.Gson;
import com.google.gson.annotations.SerializedName;
import io.github.arc2faceij.common.Arc2FaceException;
import io.github.arc2faceij.common.Landmarks;
import io.github.arc2faceij.common.Landmarks.Point;
import io.github.arc2faceij.common.Picture;
import io.github.arc2faceij.common.TestPictures;
import io.github.arc2faceij.common.TestPictures.Difference;
import io.github.arc2faceij.weights.Goldens;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Against matrices and crops that InsightFace made; every case of golden/face/align. */
class ArcFaceAlignmentTest {

    private static final double[] TOLERANCE = {1e-4, 1e-4, 1e-3, 1e-4, 1e-4, 1e-3};

    private record Case(
            String id,
            String image,
            double[][] points,
            @SerializedName("image_size") int size,
            double[][] matrix,
            String crop) {

        List<Point> five() {
            return Arrays.stream(points).map(p -> new Point(p[0], p[1])).toList();
        }

        boolean hasCrop() {
            return crop != null;
        }

        @Override
        public String toString() {
            return id;
        }
    }

    static Stream<Case> cases() throws IOException {
        String json = Files.readString(Goldens.path("face/align/cases.json"));
        return Arrays.stream(new Gson().fromJson(json, Case[].class));
    }

    static Stream<Case> crops() throws IOException {
        return cases().filter(Case::hasCrop);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void givesTheMatrixOfTheReference(Case golden) {
        double[] matrix = ArcFaceAlignment.matrix(golden.five(), golden.size());

        double[] expected =
                Arrays.stream(golden.matrix()).flatMapToDouble(Arrays::stream).toArray();
        for (int i = 0; i < 6; i++) {
            assertEquals(expected[i], matrix[i], TOLERANCE[i], "entry " + i);
        }
    }

    @ParameterizedTest
    @MethodSource("crops")
    void givesTheCropOfTheReference(Case golden) {
        Picture picture = TestPictures.golden("face/" + golden.image());

        Picture crop = ArcFaceAlignment.crop(picture, golden.five(), golden.size());

        Difference difference = TestPictures.difference(TestPictures.golden("face/" + golden.crop()), crop);
        assertTrue(difference.max() <= 3 && difference.mean() < 0.01, difference::toString);
    }

    @Test
    void fivePointsAreEyesNoseAndMouth() {
        List<Point> points =
                IntStream.range(0, 68).mapToObj(i -> new Point(i, 2 * i)).toList();

        assertEquals(
                List.of(
                        new Point(39, 78),
                        new Point(45, 90),
                        new Point(30, 60),
                        new Point(54, 108),
                        new Point(59, 118)),
                ArcFaceAlignment.fivePoints(new Landmarks(points)));
    }

    @ParameterizedTest
    @ValueSource(doubles = {7, Double.NaN, Double.POSITIVE_INFINITY})
    void pointsThatAreNoFaceAreRefused(double x) {
        List<Point> points = Collections.nCopies(5, new Point(x, 3));

        Arc2FaceException e = assertThrows(Arc2FaceException.class, () -> ArcFaceAlignment.matrix(points, 112));

        assertTrue(e.getMessage().startsWith("The face cannot be aligned"), e.getMessage());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -112, 100})
    void otherSizesAreProgrammingErrors(int size) {
        List<Point> points =
                List.of(new Point(30, 30), new Point(60, 30), new Point(45, 50), new Point(35, 70), new Point(55, 70));

        assertThrows(IllegalArgumentException.class, () -> ArcFaceAlignment.matrix(points, size));
        assertThrows(IllegalArgumentException.class, () -> ArcFaceAlignment.matrix(points.subList(0, 4), 112));
    }
}
