package io.github.arc2faceij.face;

import io.github.arc2faceij.common.Arc2FaceException;
import io.github.arc2faceij.common.Picture;
import io.github.arc2faceij.common.Progress;
import io.github.arc2faceij.common.Tensor;
import io.github.arc2faceij.device.Device;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Where the faces are, by SCRFD (arXiv 2105.04714): {@code scrfd_10g_bnkps.onnx} of antelopev2. Recipe: InsightFace's
 * python package 1.0, {@code scrfd.py}, at 640 x 640. Where that finds nothing, faces that fill the picture are looked for:
 * at 256 x 256, then with a margin all around.
 */
final class ScrfdDetector implements Detector {

    private static final Normalisation NORMALISATION = new Normalisation(127.5f, 128);
    /** Width and height of what the detector looks at, in pixels. */
    private static final int SIDE = 640;

    private static final int SMALL_SIDE = 256;
    private static final int LEVELS = 3;
    private static final int FIRST_STRIDE = 8;
    private static final double SAME_FACE_IOU = 0.4;

    private final InsightNetwork network;

    ScrfdDetector(Path file, Device device) {
        network = new InsightNetwork("face detector", file, device);
    }

    @Override
    public List<Detection> detect(Picture picture, double confidence, Progress progress) {
        return Stream.<Supplier<Letterbox>>of(
                        () -> Letterbox.corner(picture, SIDE, SIDE),
                        () -> Letterbox.corner(picture, SMALL_SIDE, SMALL_SIDE),
                        () -> Letterbox.middle(picture, SIDE, SIDE))
                .map(view -> keepBest(candidates(view.get(), confidence, progress)))
                .filter(found -> !found.isEmpty())
                .findFirst()
                .orElse(List.of());
    }

    @Override
    public List<Detection> look(Picture picture, double confidence, Progress progress) {
        return keepBest(candidates(Letterbox.corner(picture, SIDE, SIDE), confidence, progress));
    }

    /** @return everything with at least this score, many times the same face, in pixels of the picture */
    List<Detection> candidates(Letterbox view, double confidence, Progress progress) {
        List<Tensor> outputs = network.run(NORMALISATION.rgb(view.canvas()), progress);
        List<Detection> candidates = new ArrayList<>();
        for (ScrfdLevel level : levels(outputs, view.canvas())) {
            candidates.addAll(level.decode(view, confidence));
        }
        return candidates;
    }

    /** Greedy non-maximum suppression; a box goes when a better one that stays overlaps it by more than 0.4. */
    static List<Detection> keepBest(List<Detection> candidates) {
        return NonMaximumSuppression.keepBest(candidates, (a, b) -> iou(a, b) > SAME_FACE_IOU);
    }

    /** Intersection over union of boxes that hold their last row and column, as if their corners were whole pixels. */
    private static double iou(Box a, Box b) {
        double width = Math.min(a.x2(), b.x2()) - Math.max(a.x1(), b.x1()) + 1;
        double height = Math.min(a.y2(), b.y2()) - Math.max(a.y1(), b.y1()) + 1;
        double both = Math.max(0, width) * Math.max(0, height);
        return both / ((a.width() + 1) * (a.height() + 1) + (b.width() + 1) * (b.height() + 1) - both);
    }

    /** The outputs: scores of all levels, then boxes, then points, which some files lack. */
    private List<ScrfdLevel> levels(List<Tensor> outputs, Picture canvas) {
        boolean hasPoints = outputs.size() == 3 * LEVELS;
        if (!hasPoints && outputs.size() != 2 * LEVELS) {
            throw otherNetwork(outputs);
        }
        List<ScrfdLevel> levels = new ArrayList<>();
        for (int i = 0; i < LEVELS; i++) {
            int stride = FIRST_STRIDE << i;
            int columns = canvas.width() / stride;
            int anchors = ScrfdLevel.ANCHORS * columns * (canvas.height() / stride);
            float[] scores = values(outputs, i, anchors);
            float[] sides = values(outputs, LEVELS + i, 4 * anchors);
            Optional<float[]> points =
                    hasPoints ? Optional.of(values(outputs, 2 * LEVELS + i, 10 * anchors)) : Optional.empty();
            levels.add(new ScrfdLevel(stride, columns, scores, sides, points));
        }
        return levels;
    }

    private float[] values(List<Tensor> outputs, int index, int count) {
        if (outputs.get(index).size() != count) {
            throw otherNetwork(outputs);
        }
        return outputs.get(index).data();
    }

    private Arc2FaceException otherNetwork(List<Tensor> outputs) {
        return network.otherNetwork(outputs, "scores, boxes and five points of faces in strides of 8, 16 and 32");
    }

    @Override
    public int width() {
        return SIDE;
    }

    @Override
    public int height() {
        return SIDE;
    }

    @Override
    public void close() {
        network.close();
    }
}
