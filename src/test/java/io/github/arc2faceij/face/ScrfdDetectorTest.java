package io.github.arc2faceij.face;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.Gson;
import com.google.gson.JsonArray;
import io.github.arc2faceij.common.Arc2FaceException;
import io.github.arc2faceij.common.Picture;
import io.github.arc2faceij.common.Progress;
import io.github.arc2faceij.common.Tensor;
import io.github.arc2faceij.common.TestPictures;
import io.github.arc2faceij.device.Device;
import io.github.arc2faceij.numpy.Npy;
import io.github.arc2faceij.opencv.Mats;
import io.github.arc2faceij.opencv.Region;
import io.github.arc2faceij.weights.Goldens;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Against InsightFace's own decoding of networks of the same signature; every case of golden/face/scrfd. */
class ScrfdDetectorTest {

    private static final double PIXELS = 0.1;
    private static final double SCORE = 1e-3;

    private record Expected(double[] bbox, double score, double[][] kps) {}

    private record Case(
            String id,
            String image,
            String model,
            JsonArray det_size_wh,
            double det_thresh,
            int max_num,
            Expected[] detections) {

        /** Several sizes are searched as one. */
        List<int[]> sizes() {
            Gson gson = new Gson();
            return det_size_wh.get(0).isJsonArray()
                    ? Arrays.asList(gson.fromJson(det_size_wh, int[][].class))
                    : List.of(gson.fromJson(det_size_wh, int[].class));
        }

        @Override
        public String toString() {
            return id;
        }
    }

    /** The plugin keeps all faces, so the cases that keep the largest are left out. */
    static Stream<Case> cases() throws IOException {
        String json = Files.readString(Goldens.path("face/scrfd/cases.json"));
        return Arrays.stream(new Gson().fromJson(json, Case[].class)).filter(golden -> golden.max_num() == 0);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void findsTheFacesOfTheReference(Case golden) {
        Picture picture = TestPictures.golden("face/" + golden.image());
        List<Detection> candidates = new ArrayList<>();
        try (ScrfdDetector detector = detector(golden.model())) {
            for (int[] size : golden.sizes()) {
                Letterbox view = Letterbox.corner(picture, size[0], size[1]);
                candidates.addAll(detector.candidates(view, golden.det_thresh(), Progress.NONE));
            }
        }
        List<Detection> found = ScrfdDetector.keepBest(candidates);

        assertEquals(golden.detections().length, found.size());
        for (int i = 0; i < found.size(); i++) {
            assertSame(golden.detections()[i], found.get(i));
        }
    }

    private static void assertSame(Expected expected, Detection found) {
        Worst pixels = new Worst();
        double[] box = corners(found.box());
        for (int i = 0; i < box.length; i++) {
            pixels.see(expected.bbox()[i], box[i]);
        }
        assertEquals(expected.kps() == null ? 0 : 5, found.fivePoints().size());
        for (int i = 0; i < found.fivePoints().size(); i++) {
            pixels.see(expected.kps()[i][0], found.fivePoints().get(i).x());
            pixels.see(expected.kps()[i][1], found.fivePoints().get(i).y());
        }
        pixels.assertWithin(PIXELS);
        assertEquals(expected.score(), found.score(), SCORE);
    }

    @ParameterizedTest
    @CsvSource({"scene_333x517, 640", "scene_333x517, 256", "scene_900x500, 256"})
    void looksAtTheLetterboxOfTheReference(String scene, int side) {
        Picture picture = TestPictures.golden("face/images/" + scene + ".png");
        Picture expected = TestPictures.golden("face/scrfd/" + scene + "_" + side + "_letterbox.png");
        assertArrayEquals(
                expected.rgb(), Letterbox.corner(picture, side, side).canvas().rgb());
    }

    @ParameterizedTest
    @CsvSource({"scene_333x517, 640", "scene_333x517, 256", "scene_900x500, 256"})
    void decodesTheCandidatesOfTheReference(String scene, int side) throws IOException {
        Tensor expected =
                Npy.read(Files.readAllBytes(Goldens.path("face/scrfd/" + scene + "_" + side + "_before_nms.npy")));
        Letterbox view = Letterbox.corner(TestPictures.golden("face/images/" + scene + ".png"), side, side);
        try (ScrfdDetector detector = detector("models/fake_scrfd.onnx")) {
            List<Detection> found = detector.candidates(view, 0.5, Progress.NONE).stream()
                    .sorted(Comparator.comparingDouble(Detection::score).reversed())
                    .toList();
            assertEquals(expected.dim(0), found.size());
            Worst pixels = new Worst();
            for (int i = 0; i < found.size(); i++) {
                double[] box = corners(found.get(i).box());
                for (int k = 0; k < box.length; k++) {
                    pixels.see(expected.data()[15 * i + k], box[k]);
                }
                assertEquals(expected.data()[15 * i + 4], found.get(i).score(), SCORE);
            }
            pixels.assertWithin(PIXELS);
        }
    }

    /** The fake's best scores in this scene are 0.908 at 640 and 0.930 at 256. */
    @Test
    void smallerViewsAreLookedAtWhenNothingIsFound() {
        Picture scene = TestPictures.golden("face/images/scene_640x640.png");
        try (ScrfdDetector detector = detector("models/fake_scrfd.onnx")) {
            assertEquals(
                    at(detector, Letterbox.corner(scene, 640, 640), 0.9), detector.detect(scene, 0.9, Progress.NONE));
            List<Detection> small = detector.detect(scene, 0.92, Progress.NONE);
            assertEquals(1, small.size());
            assertEquals(at(detector, Letterbox.corner(scene, 256, 256), 0.92), small);
        }
    }

    /** The fake's best scores in this scene are 0.799 at 640, 0.761 at 256 and 0.829 with a margin. */
    @Test
    void aMarginIsAddedWhenThereIsStillNothing() {
        Picture scene = TestPictures.golden("face/images/scene_333x517.png");
        try (ScrfdDetector detector = detector("models/fake_scrfd.onnx")) {
            List<Detection> found = detector.detect(scene, 0.81, Progress.NONE);
            assertEquals(0.829, found.get(0).score(), 1e-3);
            assertEquals(at(detector, Letterbox.middle(scene, 640, 640), 0.81), found);
            assertEquals(List.of(), detector.detect(scene, 0.85, Progress.NONE));
        }
    }

    @Test
    void aPictureOfAFewRowsIsStillAPicture() {
        assertEquals(1, Letterbox.corner(Picture.black(40_000, 30), 640, 640).scale() * 30, 1e-9);
    }

    /** What a view with a margin shows lies where it lies in the picture. */
    @Test
    void theMarginIsTakenOffAgain() {
        Picture scene = TestPictures.golden("face/images/scene_640x640.png");
        Letterbox middle = Letterbox.middle(scene, 640, 640);
        assertArrayEquals(
                Mats.resize(scene, 320, 320).rgb(),
                Mats.resize(middle.canvas(), new Region(160, 160, 320, 320), 320, 320)
                        .rgb());
        assertEquals(0, middle.pictureX(160));
        assertEquals(640, middle.pictureY(480));
    }

    @Test
    void aNetworkOfAnotherShapeIsRefused() {
        Picture scene = TestPictures.golden("face/images/scene_640x640.png");
        try (ScrfdDetector detector = detector("models/fake_arcface.onnx")) {
            Letterbox view = Letterbox.corner(scene, 112, 112);
            Arc2FaceException e =
                    assertThrows(Arc2FaceException.class, () -> detector.candidates(view, 0.5, Progress.NONE));
            assertTrue(
                    e.getMessage()
                            .contains("fake_arcface.onnx\" is not the face detector that is needed: its output"
                                    + " is [[1, 512]], not scores, boxes and five points"),
                    e.getMessage());
        }
    }

    /** Corners count as whole pixels: the box from 0 to 9 is 10 pixels wide. */
    @Test
    void boxesThatShareFourTenthsOfTheirPixelsStay() {
        Detection best = new Detection(new Box(0, 0, 9, 9), 0.9);
        Detection fourSevenths = new Detection(new Box(0, 3, 9, 12), 0.8); // 70 of 130 pixels
        Detection fourTenths = new Detection(new Box(0, 0, 9, 3), 0.7); // 40 of 100 pixels, no more than 0.4
        assertEquals(List.of(best, fourTenths), ScrfdDetector.keepBest(List.of(fourTenths, fourSevenths, best)));
    }

    private static List<Detection> at(ScrfdDetector detector, Letterbox view, double confidence) {
        return ScrfdDetector.keepBest(detector.candidates(view, confidence, Progress.NONE));
    }

    private static ScrfdDetector detector(String model) {
        return new ScrfdDetector(Goldens.path("face/" + model), Device.CPU);
    }

    private static double[] corners(Box box) {
        return new double[] {box.x1(), box.y1(), box.x2(), box.y2()};
    }
}
