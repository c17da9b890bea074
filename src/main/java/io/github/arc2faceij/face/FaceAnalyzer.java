package io.github.arc2faceij.face;

import io.github.arc2faceij.common.Arc2FaceException;
import io.github.arc2faceij.common.Landmarks.Point;
import io.github.arc2faceij.common.Picture;
import io.github.arc2faceij.common.Progress;
import io.github.arc2faceij.face.FaceDetector.Detection;
import io.github.arc2faceij.onnx.Device;
import io.github.arc2faceij.opencv.Region;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Finds faces and tells who they are, by the three face networks of a model folder. Each is opened when it is first
 * needed and stays open until {@link #close}. Coordinates are pixels of the picture that is given. May be used by several
 * threads, one at a time.
 *
 * <pre>{@code
 * try (FaceAnalyzer analyzer = new FaceAnalyzer(folder, Device.CPU)) {
 *     List<Face> faces = analyzer.detect(photo, FaceAnalyzer.DEFAULT_CONFIDENCE, Progress.NONE);
 *     Face face = FaceChoice.LARGEST.choose(faces, Optional.empty()).get(0);
 *     Identity identity = analyzer.identify(photo, face, Progress.NONE);
 * }
 * }</pre>
 */
public final class FaceAnalyzer implements AutoCloseable {

    /** The score that a detection needs, unless the user asks for another. */
    public static final double DEFAULT_CONFIDENCE = 0.65;

    /** A picture with a shorter side shows too little of a face to tell one from another. */
    public static final int SHORTEST_SIDE = 20;

    private final FaceDetector detector;
    private final LandmarkDetector landmarks;
    private final Recogniser recogniser;

    /**
     * Opens nothing yet.
     *
     * @param folder holds detector.onnx, landmarks68.onnx and recognizer.onnx
     * @param device where the networks run
     */
    public FaceAnalyzer(Path folder, Device device) {
        detector = new FaceDetector(folder.resolve("detector.onnx"), device);
        landmarks = new LandmarkDetector(folder.resolve("landmarks68.onnx"), device);
        recogniser = new Recogniser(folder.resolve("recognizer.onnx"), device);
    }

    /**
     * @param picture a picture, upright
     * @param confidence least score of a face, 0..1
     * @param progress is told of every face
     * @return the faces with their landmarks, best score first; may be empty
     * @throws Arc2FaceException when the picture is too small, the confidence out of range, or a network cannot be used
     */
    public synchronized List<Face> detect(Picture picture, double confidence, Progress progress) {
        requireUsable(picture, confidence);
        progress.report("Detecting faces", 0);
        List<Detection> detections = detector.detect(picture, confidence, progress);
        List<Face> faces = new ArrayList<>();
        for (int i = 0; i < detections.size(); i++) {
            progress.report("Landmarks " + (i + 1) + "/" + detections.size(), (i + 1.0) / (detections.size() + 1));
            face(picture, detections.get(i), progress).ifPresent(faces::add);
        }
        return faces;
    }

    /**
     * @param picture a picture, upright
     * @param face a face in it
     * @param progress is told of the step
     * @return who it is
     * @throws Arc2FaceException when the face lies outside the picture, or the recogniser cannot be used or has no answer
     */
    public synchronized Identity identify(Picture picture, Face face, Progress progress) {
        List<Point> points = ArcFaceAlignment.fivePoints(face.landmarks());
        if (points.stream().noneMatch(point -> lies(point, picture))) {
            throw new Arc2FaceException("The face lies outside the picture of " + picture.width() + " x "
                    + picture.height() + " pixels. Detect the faces of this picture again.");
        }
        progress.report("Computing the face ID", 0);
        return recogniser.identify(ArcFaceAlignment.crop(picture, points, Recogniser.SIZE), progress);
    }

    /**
     * @return SHA-256 of the recogniser's file, as its {@linkplain Identity#recogniser identities} carry it
     * @throws Arc2FaceException when the file cannot be read
     */
    public synchronized String recogniser() {
        return recogniser.sha256();
    }

    /** Closes the networks; they are opened again when they are needed again. */
    @Override
    public synchronized void close() {
        detector.close();
        landmarks.close();
        recogniser.close();
    }

    private Optional<Face> face(Picture picture, Detection detection, Progress progress) {
        Region square = LandmarkDetector.square(detection.box(), picture);
        return square.isEmpty()
                ? Optional.empty() // a box outside the picture shows no face
                : Optional.of(
                        new Face(detection.box(), detection.score(), landmarks.detect(picture, square, progress)));
    }

    private static void requireUsable(Picture picture, double confidence) {
        if (Math.min(picture.width(), picture.height()) < SHORTEST_SIDE) {
            throw new Arc2FaceException("The picture is " + picture.width() + " x " + picture.height()
                    + " pixels; a face needs at least " + SHORTEST_SIDE + " x " + SHORTEST_SIDE
                    + ". Use a larger picture.");
        }
        if (!(confidence >= 0 && confidence <= 1)) {
            throw new Arc2FaceException("The confidence must lie between 0 and 1, not " + confidence
                    + "; the usual one is " + DEFAULT_CONFIDENCE + ".");
        }
    }

    private static boolean lies(Point point, Picture picture) {
        return point.x() >= 0
                && point.y() >= 0
                && point.x() <= picture.width() - 1
                && point.y() <= picture.height() - 1;
    }
}
