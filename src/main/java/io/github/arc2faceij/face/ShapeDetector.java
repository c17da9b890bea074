package io.github.arc2faceij.face;

import io.github.arc2faceij.common.Landmarks;
import io.github.arc2faceij.common.Landmarks.Point;
import io.github.arc2faceij.common.Picture;
import io.github.arc2faceij.common.Progress;
import io.github.arc2faceij.device.Device;
import io.github.arc2faceij.face.FaceShape.Point3;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

/** Landmarks with depth, and a finer outline, by antelopev2 (InsightFace's python package 1.0, {@code landmark.py}). */
final class ShapeDetector implements AutoCloseable {

    /** The network models 1103 points of a head; the 68 landmarks come last. */
    private static final int POINTS = 1103;

    private static final int CONTOUR = 106;

    private final LandmarkNetwork points;
    private final LandmarkNetwork contour;
    private final Path contourFile;

    /** @param folder holds 1k3d68.onnx, and 2d106det.onnx or not */
    ShapeDetector(Path folder, Device device) {
        contourFile = folder.resolve("2d106det.onnx");
        points = new LandmarkNetwork("landmark detector", folder.resolve("1k3d68.onnx"), 3 * POINTS, device);
        contour = new LandmarkNetwork("contour detector", contourFile, 2 * CONTOUR, device);
    }

    /** @return 68 points around the box, in pixels of the picture */
    List<Point3> points(Picture picture, Box box, Progress progress) {
        BoxCrop crop = BoxCrop.of(box);
        float[] answer = points.run(picture, crop, progress);
        return IntStream.range(POINTS - Landmarks.COUNT, POINTS)
                .mapToObj(i -> new Point3(
                        crop.pictureX(answer[3 * i]),
                        crop.pictureY(answer[3 * i + 1]),
                        crop.pictureZ(answer[3 * i + 2])))
                .toList();
    }

    /** @return 106 points around the box, in pixels of the picture; empty without the network */
    List<Point> contour(Picture picture, Box box, Progress progress) {
        if (!Files.exists(contourFile)) {
            return List.of();
        }
        BoxCrop crop = BoxCrop.of(box);
        float[] answer = contour.run(picture, crop, progress);
        return IntStream.range(0, CONTOUR)
                .mapToObj(i -> new Point(crop.pictureX(answer[2 * i]), crop.pictureY(answer[2 * i + 1])))
                .toList();
    }

    @Override
    public void close() {
        points.close();
        contour.close();
    }
}
