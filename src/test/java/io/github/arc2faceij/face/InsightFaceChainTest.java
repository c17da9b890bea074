package io.github.arc2faceij.face;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.arc2faceij.common.Arc2FaceException;
import io.github.arc2faceij.common.Picture;
import io.github.arc2faceij.common.Progress;
import io.github.arc2faceij.common.TestPictures;
import io.github.arc2faceij.device.Device;
import io.github.arc2faceij.models.Bundled;
import io.github.arc2faceij.weights.Goldens;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

/** Folders of InsightFace's networks that lack a file, or hold another one under its name. */
class InsightFaceChainTest {

    private static final Path MODELS = Goldens.path("face/models");
    private static final Picture SCENE = TestPictures.golden("face/images/scene_640x640.png");

    @TempDir
    Path folder;

    @BeforeEach
    void fill() throws IOException {
        put("fake_scrfd.onnx", "scrfd_10g_bnkps.onnx");
        put("fake_1k3d68.onnx", "1k3d68.onnx");
        put("fake_arcface.onnx", "arcface.onnx");
    }

    @Test
    void facesAreAlignedByTheDetectorsPoints() {
        Face face = detect().get(0);
        assertNotEquals(ArcFaceAlignment.fivePoints(face.landmarks()), face.fivePoints());
        try (FaceAnalyzer analyzer = open()) {
            Face byLandmarks = new Face(face.box(), face.score(), face.landmarks());
            assertNotEquals(
                    analyzer.identify(SCENE, face, Progress.NONE),
                    analyzer.identify(SCENE, byLandmarks, Progress.NONE));
        }
    }

    @Test
    void aDetectorWithoutPointsLeavesThemToTheLandmarks() throws IOException {
        put("fake_scrfd_nokps.onnx", "scrfd_10g_bnkps.onnx");
        Face face = detect().get(0);
        assertEquals(ArcFaceAlignment.fivePoints(face.landmarks()), face.fivePoints());
    }

    @Test
    void theContourMayBeMissing() {
        Face face = detect().get(0);
        try (FaceAnalyzer analyzer = open()) {
            FaceShape shape = analyzer.shape(SCENE, face, Progress.NONE).orElseThrow();
            assertEquals(68, shape.points().size());
            assertEquals(List.of(), shape.contour());
        }
    }

    @Test
    void theBundledNetworksKnowNoDepth() {
        try (FaceAnalyzer bundled = new FaceAnalyzer(Bundled.folder("arc2face-mini"), Device.CPU)) {
            assertEquals(Optional.empty(), bundled.shape(SCENE, detect().get(0), Progress.NONE));
        }
    }

    @Test
    void aClosedAnalyzerOpensAgainAndReadsTheFilesAnew() throws IOException {
        put("fake_2d106det.onnx", "2d106det.onnx");
        Face face = detect().get(0);
        FaceAnalyzer analyzer = open();
        FaceShape before = analyzer.shape(SCENE, face, Progress.NONE).orElseThrow();
        analyzer.close();
        put("fake_2d106det_plain.onnx", "2d106det.onnx");
        FaceShape after = analyzer.shape(SCENE, face, Progress.NONE).orElseThrow();
        analyzer.close();
        assertEquals(before.contour().get(0).x(), after.contour().get(0).x(), 0.01);
    }

    @Test
    void aMissingFileIsNamed() throws IOException {
        Files.delete(folder.resolve("1k3d68.onnx"));
        assertRefused(this::detect, "1k3d68.onnx");
    }

    @Test
    void aTruncatedFileIsNamed() throws IOException {
        Path file = folder.resolve("1k3d68.onnx");
        Files.write(file, Arrays.copyOf(Files.readAllBytes(file), 500));
        assertRefused(this::detect, "1k3d68.onnx");
    }

    @Test
    void anotherNetworkIsRefusedByItsOutput() throws IOException {
        put("fake_2d106det.onnx", "1k3d68.onnx");
        assertRefused(
                this::detect,
                "1k3d68.onnx\" is not the landmark detector that is needed: its output is [[1, 212]], not [1, 3309].");
    }

    @Test
    void aRecogniserIsRefusedAsADetector() throws IOException {
        put("fake_arcface.onnx", "scrfd_10g_bnkps.onnx");
        assertRefused(this::detect, "The face detector takes a tensor of shape [-1, 3, 112, 112]");
    }

    @Test
    void glintr100IsKnownByItsContent() {
        Path renamed = folder.resolve("arcface.onnx");
        assertRefused(
                () -> ArcFaceRecogniser.requireArc2Face(RecogniserFile.GLINTR100, renamed),
                "arcface.onnx\" is antelopev2's own recogniser, glintr100.onnx");
        assertDoesNotThrow(() -> ArcFaceRecogniser.requireArc2Face("0".repeat(64), renamed));
    }

    @Test
    void identitiesOfGlintr100AreRefusedByName() {
        Identity glint = Identity.ofEmbedding(Identities.embedding(1), RecogniserFile.GLINTR100);
        try (FaceAnalyzer analyzer = open()) {
            assertRefused(
                    () -> glint.requireSameRecogniser(analyzer.recogniser()),
                    "computed by the recogniser 4ab1d6435d63 (glintr100 of antelopev2)");
        }
    }

    private FaceAnalyzer open() {
        return FaceAnalyzer.insightFace(folder, folder.resolve("arcface.onnx"), Device.CPU);
    }

    private List<Face> detect() {
        try (FaceAnalyzer analyzer = open()) {
            return analyzer.detect(SCENE, 0.8, Progress.NONE);
        }
    }

    private void put(String model, String name) throws IOException {
        Files.write(folder.resolve(name), Files.readAllBytes(MODELS.resolve(model)));
    }

    private static void assertRefused(Executable task, String clause) {
        Arc2FaceException e = assertThrows(Arc2FaceException.class, task);
        assertTrue(e.getMessage().contains(clause), e.getMessage());
    }
}
