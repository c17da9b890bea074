package io.github.arc2faceij.face;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.Gson;
import io.github.arc2faceij.common.Landmarks;
import io.github.arc2faceij.common.Landmarks.Point;
import io.github.arc2faceij.common.Picture;
import io.github.arc2faceij.common.Progress;
import io.github.arc2faceij.common.Tensor;
import io.github.arc2faceij.common.TestPictures;
import io.github.arc2faceij.common.TestPictures.Difference;
import io.github.arc2faceij.device.Device;
import io.github.arc2faceij.models.Bundled;
import io.github.arc2faceij.opencv.Mats;
import io.github.arc2faceij.weights.Goldens;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Against what the three networks answered in Python; every case of golden/face/chain, and the model's check values. */
class FaceAnalyzerGoldenTest {

    private static final double PIXELS = 0.05;
    private static final double SCORE = 1e-3;
    private static final float EMBEDDING = 2e-3f;

    private static FaceAnalyzer analyzer;
    private static Map<String, Tensor> tensors;

    private record Case(
            String id,
            String image,
            double[][] boxes,
            double[] scores,
            int chosen,
            double[][] five_points,
            String crop112,
            double embedding_norm) {

        Picture picture() {
            return TestPictures.golden("face/" + image);
        }

        float[] tensor(String name) {
            return tensors.get(id + "." + name).data();
        }

        @Override
        public String toString() {
            return id;
        }
    }

    private record Cases(Case[] cases, double[][] cosine) {}

    @BeforeAll
    static void open() {
        analyzer = new FaceAnalyzer(Bundled.folder("arc2face-mini"), Device.CPU);
        tensors = Goldens.load("face/chain/tensors.safetensors");
    }

    @AfterAll
    static void close() {
        analyzer.close();
    }

    static Stream<Case> cases() throws IOException {
        return Arrays.stream(golden().cases());
    }

    @ParameterizedTest
    @MethodSource("cases")
    void findsTheBoxesOfTheReference(Case golden) {
        List<Face> faces = detect(golden.picture());

        assertEquals(golden.boxes().length, faces.size());
        for (int i = 0; i < faces.size(); i++) {
            Box box = faces.get(i).box();
            assertEquals(golden.boxes()[i][0], box.x1(), PIXELS);
            assertEquals(golden.boxes()[i][1], box.y1(), PIXELS);
            assertEquals(golden.boxes()[i][2], box.x2(), PIXELS);
            assertEquals(golden.boxes()[i][3], box.y2(), PIXELS);
            assertEquals(golden.scores()[i], faces.get(i).score(), SCORE);
        }
        assertEquals(faces.get(golden.chosen()), largest(faces));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void findsTheLandmarksOfTheReference(Case golden) {
        Landmarks landmarks = largest(detect(golden.picture())).landmarks();

        float[] expected = golden.tensor("landmarks68");
        for (int i = 0; i < Landmarks.COUNT; i++) {
            assertEquals(expected[2 * i], landmarks.points().get(i).x(), PIXELS);
            assertEquals(expected[2 * i + 1], landmarks.points().get(i).y(), PIXELS);
        }
        List<Point> five = ArcFaceAlignment.fivePoints(landmarks);
        for (int i = 0; i < 5; i++) {
            assertEquals(golden.five_points()[i][0], five.get(i).x(), PIXELS);
            assertEquals(golden.five_points()[i][1], five.get(i).y(), PIXELS);
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void alignsAsTheReference(Case golden) {
        Picture picture = golden.picture();
        Landmarks landmarks = largest(detect(picture)).landmarks();

        Picture crop = ArcFaceAlignment.crop(picture, ArcFaceAlignment.fivePoints(landmarks), 112);

        Difference difference = TestPictures.difference(TestPictures.golden("face/" + golden.crop112()), crop);
        assertTrue(difference.max() <= 3 && difference.mean() < 0.01, difference::toString);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void identifiesAsTheReference(Case golden) {
        Identity identity = identify(golden.picture());

        float[] embedding = golden.tensor("embedding");
        for (int i = 0; i < Identity.LENGTH; i++) {
            assertEquals(embedding[i], identity.vector()[i] * identity.norm(), EMBEDDING);
        }
        assertEquals(golden.embedding_norm(), identity.norm(), EMBEDDING);
        Identity expected = Identity.ofEmbedding(golden.tensor("normed"), identity.recogniser());
        assertTrue(expected.cosine(identity) > 0.99999, () -> "cosine " + expected.cosine(identity));
    }

    @Test
    void comparesAsTheReference() throws IOException {
        List<Identity> identities =
                cases().map(golden -> identify(golden.picture())).toList();

        double[][] expected = golden().cosine();
        for (int i = 0; i < expected.length; i++) {
            for (int j = 0; j < expected.length; j++) {
                assertEquals(expected[i][j], identities.get(i).cosine(identities.get(j)), 1e-4);
            }
        }
    }

    @Test
    void theRecogniserIsKnownByItsHash() {
        String published = "87aacdfe57510db2af90c0251df680e8eec88f122ee94712121d09bcaaaf3581";
        assertEquals(published, analyzer.recogniser());
        assertEquals(published, identify(astronaut()).recogniser());
    }

    @ParameterizedTest
    @CsvSource({
        "0, 179.80, 99.10",
        "8, 221.72, 177.50",
        "16, 271.82, 103.30",
        "30, 224.87, 127.26",
        "36, 195.82, 99.97",
        "45, 255.58, 103.67",
        "48, 202.67, 139.34",
        "54, 244.96, 141.74"
    })
    void findsTheLandmarksOfTheModelCard(int index, double x, double y) {
        Point point = largest(detect(astronaut())).landmarks().points().get(index);
        assertEquals(x, point.x(), PIXELS);
        assertEquals(y, point.y(), PIXELS);
    }

    @Test
    void identifiesAsTheModelCard() {
        Identity identity = identify(astronaut());
        double[] first = {0.03921, 0.05685, -0.03851, 0.00493, -0.02299, -0.02318, 0.02733, -0.03146};
        for (int i = 0; i < first.length; i++) {
            assertEquals(first[i], identity.vector()[i], 1e-4);
        }
        assertEquals(3.532, identity.norm(), 1e-3);
        Picture mirrored = Mats.warpAffine(astronaut(), new double[] {-1, 0, 511, 0, 1, 0}, 512, 512);
        assertEquals(0.982, identity.cosine(identify(mirrored)), 1e-3);
        assertEquals(0.982, identity.cosine(identify(Mats.resize(astronaut(), 300, 300))), 1e-3);
    }

    private static Identity identify(Picture picture) {
        return analyzer.identify(picture, largest(detect(picture)), Progress.NONE);
    }

    private static List<Face> detect(Picture picture) {
        return analyzer.detect(picture, FaceAnalyzer.DEFAULT_CONFIDENCE, Progress.NONE);
    }

    private static Face largest(List<Face> faces) {
        return FaceChoice.LARGEST.choose(faces, List.of()).get(0);
    }

    private static Picture astronaut() {
        return TestPictures.golden("face/images/astronaut.png");
    }

    private static Cases golden() throws IOException {
        return new Gson().fromJson(Files.readString(Goldens.path("face/chain/cases.json")), Cases.class);
    }
}
