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
import io.github.arc2faceij.face.FaceShape.Point3;
import io.github.arc2faceij.weights.Goldens;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Landmarks, angles and identities against InsightFace itself: golden/face/landmarks, recognition, analysis. */
class InsightFaceGoldenTest {

    private static final double POINTS = 0.01;
    private static final double DEGREES = 0.01;

    @TempDir
    static Path antelope;

    private static FaceAnalyzer analyzer;
    private static ShapeDetector plain;
    private static ArcFaceRecogniser recogniser;

    private record LandmarkCase(
            String id, String image, double[] bbox, double[] pose_pitch_yaw_roll_deg, String crop_192) {

        @Override
        public String toString() {
            return id;
        }
    }

    private record AlignCase(String id, String image, double[][] points, int image_size, String crop) {

        @Override
        public String toString() {
            return id;
        }
    }

    private record ExpectedFace(
            double[] bbox, double det_score, double[][] kps, double[] pose, double embedding_norm) {}

    private record Scene(String id, String image, int[] det_size_wh, ExpectedFace[] faces, int largest_face_index) {

        @Override
        public String toString() {
            return id;
        }
    }

    @BeforeAll
    static void open() throws IOException {
        Path models = Goldens.path("face/models");
        Files.copy(models.resolve("fake_scrfd.onnx"), antelope.resolve("scrfd_10g_bnkps.onnx"));
        Files.copy(models.resolve("fake_1k3d68.onnx"), antelope.resolve("1k3d68.onnx"));
        Files.copy(models.resolve("fake_2d106det.onnx"), antelope.resolve("2d106det.onnx"));
        Path outside = Files.createDirectory(antelope.resolve("outside"));
        Files.copy(models.resolve("fake_2d106det_plain.onnx"), outside.resolve("2d106det.onnx"));
        Path arcFace = models.resolve("fake_arcface.onnx");
        analyzer = FaceAnalyzer.insightFace(antelope, arcFace, Device.CPU);
        plain = new ShapeDetector(outside, Device.CPU);
        recogniser = new ArcFaceRecogniser(arcFace, Device.CPU);
    }

    @AfterAll
    static void close() {
        analyzer.close();
        plain.close();
        recogniser.close();
    }

    static Stream<LandmarkCase> landmarkCases() throws IOException {
        return cases("landmarks", LandmarkCase[].class);
    }

    /** The cases with an embedding: one alignment has none, others are larger than the recogniser takes. */
    static Stream<AlignCase> recognitionCases() throws IOException {
        Map<String, Tensor> embeddings = Goldens.load("face/recognition/embeddings.safetensors");
        return cases("align", AlignCase[].class).filter(golden -> embeddings.containsKey(golden.id() + ".raw"));
    }

    static Stream<Scene> scenes() throws IOException {
        return cases("analysis", Scene[].class);
    }

    @ParameterizedTest
    @MethodSource("landmarkCases")
    void cropsAsTheReference(LandmarkCase golden) {
        Picture crop = BoxCrop.of(box(golden.bbox())).of(TestPictures.golden("face/" + golden.image()));
        Difference difference = TestPictures.difference(TestPictures.golden("face/" + golden.crop_192()), crop);
        assertTrue(difference.max() <= 3 && difference.mean() < 0.01, difference::toString);
    }

    @ParameterizedTest
    @MethodSource("landmarkCases")
    void findsTheShapeOfTheReference(LandmarkCase golden) {
        Map<String, Tensor> expected = Goldens.load("face/landmarks/points.safetensors");
        FaceShape shape = shape(TestPictures.golden("face/" + golden.image()), box(golden.bbox()));

        assertPoints(expected.get(golden.id() + ".landmark_3d_68"), shape.points());
        assertContour(expected.get(golden.id() + ".landmark_2d_106"), shape.contour());
        assertAngles(golden.pose_pitch_yaw_roll_deg(), shape.angles());
    }

    /** The same network, but its pixels have to be normalised by whoever calls it. */
    @ParameterizedTest
    @MethodSource("landmarkCases")
    void normalisesForANetworkThatDoesNot(LandmarkCase golden) {
        Map<String, Tensor> expected = Goldens.load("face/landmarks/points.safetensors");
        Picture picture = TestPictures.golden("face/" + golden.image());
        assertContour(
                expected.get(golden.id() + ".landmark_2d_106_plain"),
                plain.contour(picture, box(golden.bbox()), Progress.NONE));
    }

    @ParameterizedTest
    @MethodSource("recognitionCases")
    void recognisesTheReferencesCrop(AlignCase golden) {
        float[] embedding = recogniser.embedding(TestPictures.golden("face/" + golden.crop()), Progress.NONE);
        assertEmbedding("face/recognition/embeddings.safetensors", golden.id() + ".raw", embedding, 1e-4);
    }

    @ParameterizedTest
    @MethodSource("recognitionCases")
    void recognisesThePicture(AlignCase golden) {
        List<Point> five = Arrays.stream(golden.points())
                .map(point -> new Point(point[0], point[1]))
                .toList();
        Picture crop = ArcFaceAlignment.crop(TestPictures.golden("face/" + golden.image()), five, 112);
        float[] embedding = recogniser.embedding(crop, Progress.NONE);
        assertEmbedding("face/recognition/embeddings.safetensors", golden.id() + ".raw", embedding, 1e-3);
        Tensor normed = Goldens.load("face/recognition/embeddings.safetensors").get(golden.id() + ".normed");
        Identity identity = Identity.ofEmbedding(embedding, recogniser.sha256());
        double cosine = identity.cosine(Identity.ofEmbedding(normed.data(), recogniser.sha256()));
        assertTrue(cosine > 0.99999, () -> "cosine " + cosine);
    }

    @ParameterizedTest
    @MethodSource("scenes")
    void analysesTheFacesOfTheReference(Scene golden) {
        Picture picture = TestPictures.golden("face/" + golden.image());
        List<Face> faces = faces(picture, golden.det_size_wh()[0]);

        assertEquals(golden.faces().length, faces.size());
        for (int i = 0; i < faces.size(); i++) {
            assertFace(golden.id() + ".face" + i, golden.faces()[i], picture, faces.get(i));
        }
        Face largest = FaceChoice.LARGEST.choose(faces, List.of()).get(0);
        assertEquals(faces.get(golden.largest_face_index()), largest);
    }

    /** The plugin looks at 640 x 640 first and finds faces in all scenes, so smaller views are asked for here. */
    private static List<Face> faces(Picture picture, int side) {
        if (side == 640) {
            return analyzer.detect(picture, 0.5, Progress.NONE);
        }
        try (ScrfdDetector detector = new ScrfdDetector(antelope.resolve("scrfd_10g_bnkps.onnx"), Device.CPU)) {
            Letterbox view = Letterbox.corner(picture, side, side);
            return ScrfdDetector.keepBest(detector.candidates(view, 0.5, Progress.NONE)).stream()
                    .map(one -> new Face(one.box(), one.score(), landmarks(picture, one.box()), one.fivePoints()))
                    .toList();
        }
    }

    private static Landmarks landmarks(Picture picture, Box box) {
        return FaceShape.landmarks(shape(picture, box).points());
    }

    private static void assertFace(String name, ExpectedFace expected, Picture picture, Face face) {
        Map<String, Tensor> tensors = Goldens.load("face/analysis/faces.safetensors");
        Worst pixels = new Worst();
        pixels.see(expected.bbox()[0], face.box().x1());
        pixels.see(expected.bbox()[3], face.box().y2());
        for (int i = 0; i < 5; i++) {
            pixels.see(expected.kps()[i][0], face.fivePoints().get(i).x());
            pixels.see(expected.kps()[i][1], face.fivePoints().get(i).y());
        }
        pixels.assertWithin(0.1);
        assertEquals(expected.det_score(), face.score(), 1e-3);
        FaceShape shape = analyzer.shape(picture, face, Progress.NONE).orElseThrow();
        assertEquals(FaceShape.landmarks(shape.points()), face.landmarks());
        assertPoints(tensors.get(name + ".landmark_3d_68"), shape.points());
        assertContour(tensors.get(name + ".landmark_2d_106"), shape.contour());
        assertAngles(expected.pose(), shape.angles());
        Identity identity = analyzer.identify(picture, face, Progress.NONE);
        assertEquals(expected.embedding_norm(), identity.norm(), 1e-3);
        float[] embedding = identity.vector();
        for (int i = 0; i < embedding.length; i++) {
            embedding[i] *= (float) identity.norm();
        }
        assertEmbedding("face/analysis/faces.safetensors", name + ".embedding", embedding, 1e-3);
    }

    private static void assertEmbedding(String file, String name, float[] found, double tolerance) {
        float[] expected = Goldens.load(file).get(name).data();
        assertEquals(expected.length, found.length);
        Worst values = new Worst();
        for (int i = 0; i < found.length; i++) {
            values.see(expected[i], found[i]);
        }
        values.assertWithin(tolerance);
    }

    private static void assertPoints(Tensor expected, List<Point3> found) {
        assertEquals("[" + found.size() + ", 3]", expected.shapeText());
        Worst pixels = new Worst();
        for (int i = 0; i < found.size(); i++) {
            pixels.see(expected.data()[3 * i], found.get(i).x());
            pixels.see(expected.data()[3 * i + 1], found.get(i).y());
            pixels.see(expected.data()[3 * i + 2], found.get(i).z());
        }
        pixels.assertWithin(POINTS);
    }

    private static void assertContour(Tensor expected, List<Point> found) {
        assertEquals("[" + found.size() + ", 2]", expected.shapeText());
        Worst pixels = new Worst();
        for (int i = 0; i < found.size(); i++) {
            pixels.see(expected.data()[2 * i], found.get(i).x());
            pixels.see(expected.data()[2 * i + 1], found.get(i).y());
        }
        pixels.assertWithin(POINTS);
    }

    private static void assertAngles(double[] expected, FaceAngles found) {
        Worst degrees = new Worst();
        degrees.see(expected[0], found.pitch());
        degrees.see(expected[1], found.yaw());
        degrees.see(expected[2], found.roll());
        degrees.assertWithin(DEGREES);
    }

    private static FaceShape shape(Picture picture, Box box) {
        List<Point> any = Collections.nCopies(68, new Point(0, 0));
        Face face = new Face(box, 1, new Landmarks(any));
        return analyzer.shape(picture, face, Progress.NONE).orElseThrow();
    }

    private static Box box(double[] corners) {
        return new Box(corners[0], corners[1], corners[2], corners[3]);
    }

    private static <T> Stream<T> cases(String folder, Class<T[]> type) throws IOException {
        String json = Files.readString(Goldens.path("face/" + folder + "/cases.json"));
        return Arrays.stream(new Gson().fromJson(json, type));
    }
}
