package io.github.arc2faceij.face;

import io.github.arc2faceij.common.Landmarks;
import io.github.arc2faceij.common.Picture;
import io.github.arc2faceij.common.Progress;
import io.github.arc2faceij.device.Device;
import io.github.arc2faceij.opencv.Region;
import java.nio.file.Path;
import java.util.Optional;

/** The small MIT-licensed networks that travel in the plugin. */
final class BundledFacePipeline implements FacePipeline {

    /** Faces that are turned away from upright stay below, usual photos stay above; measured by QualityBench. */
    private static final double LEAST_LENGTH = 3;

    /** These landmarks show about two thirds of a head's yaw; measured by QualityBench. */
    private static final double LARGEST_YAW = 15;

    /** In larger ones the detector takes parts for faces; measured by cutting the test images more and more tightly. */
    private static final double LARGEST_SHARE = 0.6;

    private final Detector detector;
    private final LandmarkDetector landmarks;
    private final Recogniser recogniser;

    /** @param folder holds detector.onnx, landmarks68.onnx and recognizer.onnx */
    BundledFacePipeline(Path folder, Device device) {
        detector = new FaceDetector(folder.resolve("detector.onnx"), device);
        landmarks = new LandmarkDetector(folder.resolve("landmarks68.onnx"), device);
        recogniser = new Recogniser(folder.resolve("recognizer.onnx"), device);
    }

    @Override
    public Detector detector() {
        return detector;
    }

    @Override
    public Optional<Landmarks> landmarks(Picture picture, Box box, Progress progress) {
        Region square = LandmarkDetector.square(box, picture);
        return square.isEmpty()
                ? Optional.empty() // a box outside the picture shows no face
                : Optional.of(landmarks.detect(picture, square, progress));
    }

    @Override
    public Optional<FaceShape> shape(Picture picture, Box box, Progress progress) {
        return Optional.empty();
    }

    @Override
    public float[] embedding(Picture crop, Progress progress) {
        return recogniser.embedding(crop, progress);
    }

    @Override
    public double leastLength() {
        return LEAST_LENGTH;
    }

    @Override
    public double largestYaw() {
        return LARGEST_YAW;
    }

    @Override
    public double largestShare() {
        return LARGEST_SHARE;
    }

    @Override
    public String recogniser() {
        return recogniser.sha256();
    }

    @Override
    public void close() {
        detector.close();
        landmarks.close();
        recogniser.close();
    }
}
