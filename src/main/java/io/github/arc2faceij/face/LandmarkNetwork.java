package io.github.arc2faceij.face;

import io.github.arc2faceij.common.Picture;
import io.github.arc2faceij.common.Progress;
import io.github.arc2faceij.device.Device;
import java.nio.file.Path;
import java.util.List;

/**
 * One of InsightFace's landmark networks, {@code 1k3d68.onnx} or {@code 2d106det.onnx} of antelopev2 (python package 1.0,
 * {@code landmark.py}).
 */
final class LandmarkNetwork implements AutoCloseable {

    private static final Normalisation OUTSIDE = new Normalisation(127.5f, 128);
    /** A node of this name among the first three means that MXNet normalised inside the graph. */
    private static final String INSIDE = "bn_data";

    private final InsightNetwork network;
    private final int length;
    private Normalisation normalisation;

    /**
     * @param name for messages
     * @param length how many numbers the network answers
     */
    LandmarkNetwork(String name, Path file, int length, Device device) {
        network = new InsightNetwork(name, file, device);
        this.length = length;
    }

    /** @return what the network answers to the square around the box */
    float[] run(Picture picture, BoxCrop crop, Progress progress) {
        if (normalisation == null) {
            normalisation = isInside(network.firstNodes()) ? Normalisation.NONE : OUTSIDE;
        }
        return network.run(normalisation.rgb(crop.of(picture)), length, progress);
    }

    private static boolean isInside(List<String> nodes) {
        return Normalisation.isInside(nodes) || nodes.stream().limit(3).anyMatch(INSIDE::equals);
    }

    /** Closes what was opened; the next run opens it again, and may find another file. */
    @Override
    public void close() {
        network.close();
        normalisation = null;
    }
}
