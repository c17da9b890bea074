package io.github.arc2faceij.face;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.arc2faceij.common.Arc2FaceException;
import io.github.arc2faceij.common.Landmarks;
import io.github.arc2faceij.common.Landmarks.Point;
import io.github.arc2faceij.common.Picture;
import io.github.arc2faceij.common.Progress;
import io.github.arc2faceij.common.TestPictures;
import io.github.arc2faceij.device.Device;
import io.github.arc2faceij.models.Bundled;
import io.github.arc2faceij.onnx.graph.GraphBuilder;
import io.github.arc2faceij.opencv.Mats;
import io.github.arc2faceij.weights.Goldens;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Odd pictures, odd files, cancelling. */
class FaceAnalyzerTest {

    private static final Path MODEL = Bundled.folder("arc2face-mini");
    private static final double CONFIDENCE = FaceAnalyzer.DEFAULT_CONFIDENCE;

    @TempDir
    Path folder;

    private FaceAnalyzer analyzer;

    @BeforeEach
    void open() {
        analyzer = new FaceAnalyzer(MODEL, Device.CPU);
    }

    @AfterEach
    void close() {
        analyzer.close();
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "3, 3", "19, 500", "500, 19"})
    void tinyPicturesAreRefusedWithTheirSize(int width, int height) {
        assertRefused(
                () -> detect(Picture.black(width, height)),
                "The picture is " + width + " x " + height + " pixels; a face needs at least 20 x 20.");
    }

    @ParameterizedTest
    @ValueSource(doubles = {-0.01, 1.01, Double.NaN})
    void confidencesOutOfRangeAreRefused(double confidence) {
        assertRefused(
                () -> analyzer.detect(Picture.black(64, 64), confidence, Progress.NONE),
                "The confidence must lie between 0 and 1, not " + confidence);
    }

    @ParameterizedTest
    @CsvSource({"20, 20", "64, 64", "2000, 20", "40000, 30"})
    void blankPicturesHaveNoFaces(int width, int height) {
        assertEquals(List.of(), detect(Picture.black(width, height)));
    }

    @Test
    @Tag("full-size")
    void aPictureOf400MegapixelsIsSearched() {
        assertEquals(List.of(), detect(Picture.black(20_000, 20_000)));
    }

    @Test
    void everythingThatIsFoundHasLandmarksInThePicture() {
        Picture astronaut = astronaut();
        List<Face> faces = analyzer.detect(astronaut, 0, Progress.NONE);
        assertTrue(faces.size() > 20, "found " + faces.size());
        for (Face face : faces) {
            Point nose = face.landmarks().points().get(30);
            assertTrue(Double.isFinite(nose.x()) && Double.isFinite(nose.y()), face::toString);
        }
        assertEquals(detect(astronaut).get(0), faces.get(0));
    }

    /** The left half of the face is outside; what is left of it is still found and identified. */
    @Test
    void facesAtTheBorderAreFound() {
        Picture cut = Mats.warpAffine(astronaut(), new double[] {1, 0, -215, 0, 1, 0}, 250, 300);
        Face face = detect(cut).get(0);
        assertTrue(face.landmarks().points().get(0).x() < 0, face::toString);
        assertTrue(analyzer.identify(cut, face, Progress.NONE).norm() > 1);
    }

    @Test
    void whatIsMeasuredIsTheLargestFace() {
        Picture astronaut = astronaut();
        List<Face> faces = detect(astronaut);
        Face largest = FaceChoice.LARGEST.choose(faces, List.of()).get(0);
        MeasuredFace measured = analyzer.measure(astronaut, Progress.NONE).orElseThrow();
        assertEquals(faces.size(), measured.faces());
        assertEquals(largest, measured.largest());
        assertEquals(analyzer.quality(astronaut, largest, Progress.NONE), measured.quality());
        assertEquals(1, measured.identity().cosine(analyzer.identify(astronaut, largest, Progress.NONE)), 1e-6);
        assertTrue(analyzer.measure(Picture.black(64, 64), Progress.NONE).isEmpty());
    }

    @Test
    void aFaceOfAnotherPictureIsRefused() {
        Landmarks far = new Landmarks(Collections.nCopies(68, new Point(700, 40)));
        Face face = new Face(new Box(690, 30, 710, 50), 1, far);
        assertRefused(
                () -> analyzer.identify(astronaut(), face, Progress.NONE),
                "The face lies outside the picture of 512 x 512 pixels.");
    }

    @Test
    void cancellingLeavesEverythingUsable() {
        Progress impatient = (task, fraction) -> {
            throw new CancellationException();
        };
        Face face = detect(astronaut()).get(0);
        assertThrows(CancellationException.class, () -> analyzer.detect(astronaut(), CONFIDENCE, impatient));
        assertThrows(CancellationException.class, () -> analyzer.identify(astronaut(), face, impatient));
        assertEquals(face, detect(astronaut()).get(0));
    }

    @Test
    void progressGoesForwardFaceByFace() {
        List<String> tasks = new ArrayList<>();
        List<Double> fractions = new ArrayList<>();
        Picture trio = TestPictures.golden("face/images/astronaut_trio.png");
        analyzer.detect(trio, CONFIDENCE, (task, fraction) -> {
            tasks.add(task);
            fractions.add(fraction);
        });
        assertEquals(List.of("Detecting faces", "Landmarks 1/3", "Landmarks 2/3", "Landmarks 3/3"), tasks);
        assertEquals(fractions.stream().sorted().toList(), fractions);
    }

    @Test
    void aClosedAnalyzerOpensAgain() {
        Face face = detect(astronaut()).get(0);
        analyzer.close();
        analyzer.close();
        assertEquals(face, detect(astronaut()).get(0));
    }

    @Test
    void aMissingFileIsNamed() throws IOException {
        copyModel();
        Files.delete(folder.resolve("landmarks68.onnx"));
        try (FaceAnalyzer lacking = new FaceAnalyzer(folder, Device.CPU)) {
            assertRefused(() -> lacking.detect(astronaut(), CONFIDENCE, Progress.NONE), "landmarks68.onnx");
        }
    }

    @Test
    void aTruncatedFileIsNamed() throws IOException {
        copyModel();
        Path detector = folder.resolve("detector.onnx");
        Files.write(detector, Arrays.copyOf(Files.readAllBytes(detector), 100_000));
        try (FaceAnalyzer damaged = new FaceAnalyzer(folder, Device.CPU)) {
            assertRefused(() -> damaged.detect(astronaut(), CONFIDENCE, Progress.NONE), "detector.onnx");
        }
    }

    @Test
    void anotherNetworkIsRefusedByItsInput() throws IOException {
        assertRecogniserRefused(
                Files.readAllBytes(Goldens.path("face/models/fake_genderage.onnx")),
                "recognizer.onnx\" is not the recogniser that is needed: its input is [data], not \"input\"");
    }

    @Test
    void anotherNetworkIsRefusedByItsSize() throws IOException {
        assertRecogniserRefused(
                Files.readAllBytes(MODEL.resolve("landmarks68.onnx")), "The recogniser takes a tensor of shape");
    }

    @Test
    void anotherNetworkIsRefusedByItsOutput() throws IOException {
        GraphBuilder graph = new GraphBuilder(folder);
        String input = graph.input("input", 1, 3, 112, 112);
        graph.output("output", graph.node("Identity", List.of(input)), 1, 3, 112, 112);
        assertRecogniserRefused(
                graph.build(), "its output is [output=Tensor[1, 3, 112, 112]], not \"output\" of shape [1, 512]");
    }

    private void assertRecogniserRefused(byte[] onnx, String clause) throws IOException {
        Face face = detect(astronaut()).get(0);
        Files.write(folder.resolve("recognizer.onnx"), onnx);
        try (FaceAnalyzer wrong = new FaceAnalyzer(folder, Device.CPU)) {
            assertRefused(() -> wrong.identify(astronaut(), face, Progress.NONE), clause);
        }
    }

    private List<Face> detect(Picture picture) {
        return analyzer.detect(picture, CONFIDENCE, Progress.NONE);
    }

    private void copyModel() throws IOException {
        for (String name : List.of("detector.onnx", "landmarks68.onnx", "recognizer.onnx")) {
            Files.copy(MODEL.resolve(name), folder.resolve(name));
        }
    }

    private static Picture astronaut() {
        return TestPictures.golden("face/images/astronaut.png");
    }

    private static void assertRefused(Runnable task, String clause) {
        Arc2FaceException e = assertThrows(Arc2FaceException.class, task::run);

        assertTrue(e.getMessage().contains(clause), e.getMessage());
    }
}
