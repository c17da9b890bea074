package io.github.arc2faceij.face;

import io.github.arc2faceij.common.Picture;
import io.github.arc2faceij.common.Progress;
import io.github.arc2faceij.common.Tensor;
import io.github.arc2faceij.device.Device;
import io.github.arc2faceij.opencv.Mats;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Where the faces are: {@code detector.onnx} looks at the whole picture, squeezed to 320 x 240, and answers with 4420
 * boxes in fractions of the picture and their scores (fr_detect of npm faceplugin-face-recognition-js 0.0.1).
 */
final class FaceDetector implements Detector {

    private static final Normalisation NORMALISATION = new Normalisation(127, 128);
    private static final int WIDTH = 320;
    private static final int HEIGHT = 240;

    /** Around a face that fills the picture, as a share of its sides. */
    private static final double MARGIN = 0.5;

    private static final int ANCHORS = 4420;
    private static final double SAME_FACE_IOU = 0.4;

    private final FaceNetwork network;

    FaceDetector(Path file, Device device) {
        network = new FaceNetwork(
                "face detector",
                file,
                device,
                Map.of("scores", List.of(1, ANCHORS, 2), "boxes", List.of(1, ANCHORS, 4)));
    }

    /**
     * Looks at the whole picture, and where that finds nothing, for faces that fill it: with a margin all around.
     *
     * @return boxes with at least this score that do not overlap by {@value #SAME_FACE_IOU}, best first
     */
    @Override
    public List<Detection> detect(Picture picture, double confidence, Progress progress) {
        List<Detection> found = look(picture, confidence, progress);
        if (!found.isEmpty()) {
            return found;
        }
        View view = View.whole(picture, 0, MARGIN);
        return look(view.canvas(), confidence, progress).stream()
                .map(view::inPicture)
                .toList();
    }

    @Override
    public List<Detection> look(Picture picture, double confidence, Progress progress) {
        Picture squeezed = Mats.resize(picture, WIDTH, HEIGHT);
        Map<String, Tensor> answers = network.run(NORMALISATION.rgb(squeezed), progress);
        float[] scores = answers.get("scores").data();
        float[] corners = answers.get("boxes").data();
        List<Detection> candidates = new ArrayList<>();
        for (int i = 0; i < ANCHORS; i++) {
            double x1 = (double) corners[4 * i] * picture.width();
            double y1 = (double) corners[4 * i + 1] * picture.height();
            double x2 = (double) corners[4 * i + 2] * picture.width();
            double y2 = (double) corners[4 * i + 3] * picture.height();
            boolean isBox = x2 > x1 && y2 > y1 && Double.isFinite(x2 - x1) && Double.isFinite(y2 - y1);
            if (isBox && scores[2 * i + 1] >= confidence) {
                candidates.add(new Detection(new Box(x1, y1, x2, y2), scores[2 * i + 1]));
            }
        }
        return suppressNonMaxima(candidates);
    }

    /** Greedy non-maximum suppression: a box goes when a better one that stays overlaps it by 0.4 or more. */
    static List<Detection> suppressNonMaxima(List<Detection> candidates) {
        return NonMaximumSuppression.keepBest(candidates, (a, b) -> a.iou(b) >= SAME_FACE_IOU);
    }

    @Override
    public int width() {
        return WIDTH;
    }

    @Override
    public int height() {
        return HEIGHT;
    }

    @Override
    public void close() {
        network.close();
    }
}
