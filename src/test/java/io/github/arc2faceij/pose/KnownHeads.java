package io.github.arc2faceij.pose;

import io.github.arc2faceij.common.Landmarks;
import io.github.arc2faceij.common.Landmarks.Point;
import io.github.arc2faceij.common.Tensor;
import io.github.arc2faceij.models.Bundled;
import io.github.arc2faceij.weights.Goldens;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The 80 heads of golden/pose: known pose, shape and exact landmarks. */
final class KnownHeads {

    static final int COUNT = 80;
    static final int SIZE = 256;
    static final HeadModel HEAD = HeadModel.open(Bundled.folder("head"));

    private static final Map<String, Tensor> DATA = Goldens.load("pose/poses.safetensors");

    private KnownHeads() {}

    static Pose pose(int index) {
        return Pose.of(numbers("rotation", index));
    }

    static HeadShape shape(int index) {
        return new HeadShape(numbers("identity", index), numbers("expression", index));
    }

    /** The data's crop turns the head by its roll, which the pose has in it. */
    static View view(int index) {
        double[] crop = numbers("crop", index);
        return new View(pose(index), Math.hypot(crop[0], crop[3]), centred(crop[2], crop[5]));
    }

    static Landmarks landmarks(int index) {
        double[] numbers = numbers("landmarks", index);
        List<Point> points = new ArrayList<>();
        for (int i = 0; i < numbers.length; i += 2) {
            points.add(centred(numbers[i], numbers[i + 1]));
        }
        return new Landmarks(points);
    }

    /** The data counts from the corner of the first pixel, the program from its centre. */
    private static Point centred(double x, double y) {
        return new Point(x - 0.5, y - 0.5);
    }

    private static double[] numbers(String name, int index) {
        float[] slice = DATA.get(name).slice(index, index + 1).data();
        double[] numbers = new double[slice.length];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = slice[i];
        }
        return numbers;
    }
}
