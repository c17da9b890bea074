package io.github.arc2faceij.face;

import io.github.arc2faceij.common.Landmarks;
import io.github.arc2faceij.common.Landmarks.Point;
import io.github.arc2faceij.common.Picture;
import io.github.arc2faceij.common.Progress;
import io.github.arc2faceij.common.Tensor;
import io.github.arc2faceij.device.Device;
import io.github.arc2faceij.opencv.Mats;
import io.github.arc2faceij.opencv.Region;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The 68 points of a face: {@code landmarks68.onnx} looks at the grey square around it, 64 x 64, and answers in fractions
 * of that square (fr_landmark of npm faceplugin-face-recognition-js 0.0.1).
 */
final class LandmarkDetector implements AutoCloseable {

    private static final int SIZE = 64;
    private static final String OUTPUT = "output";

    private final FaceNetwork network;

    LandmarkDetector(Path file, Device device) {
        network = new FaceNetwork("landmark detector", file, device, Map.of(OUTPUT, List.of(1, 2 * Landmarks.COUNT)));
    }

    /**
     * The square that the network looks at: as high as the box and around its centre, cut off at the picture's edges,
     * then to whole pixels.
     *
     * @return pixels of the picture; empty when the box lies outside
     */
    static Region square(Box box, Picture picture) {
        double x = (box.x1() + box.x2()) / 2;
        double y = (box.y1() + box.y2()) / 2;
        double half = box.height() / 2;
        int x1 = (int) Math.max(0, x - half);
        int y1 = (int) Math.max(0, y - half);
        int x2 = (int) Math.min(picture.width() - 1, x + half);
        int y2 = (int) Math.min(picture.height() - 1, y + half);
        return new Region(x1, y1, x2 - x1, y2 - y1);
    }

    /** @param square pixels of the picture, not empty */
    Landmarks detect(Picture picture, Region square, Progress progress) {
        float[] fractions =
                network.run(input(picture, square), progress).get(OUTPUT).data();
        List<Point> points = new ArrayList<>();
        for (int i = 0; i < Landmarks.COUNT; i++) {
            points.add(new Point(
                    (double) fractions[2 * i] * square.width() + square.x(),
                    (double) fractions[2 * i + 1] * square.height() + square.y()));
        }
        return new Landmarks(points);
    }

    /** The square in OpenCV 4's RGB2GRAY (weights of ITU-R BT.601 in 1/32768), divided by 256: [1, 1, 64, 64]. */
    static Tensor input(Picture picture, Region square) {
        byte[] rgb = Mats.resize(picture, square, SIZE, SIZE).rgb();
        float[] data = new float[rgb.length / 3];
        for (int i = 0; i < data.length; i++) {
            int sum = 9798 * (rgb[3 * i] & 0xff) + 19235 * (rgb[3 * i + 1] & 0xff) + 3735 * (rgb[3 * i + 2] & 0xff);
            data[i] = (sum + 16384 >> 15) / 256f;
        }
        return Tensor.of(data, 1, 1, SIZE, SIZE);
    }

    @Override
    public void close() {
        network.close();
    }
}
