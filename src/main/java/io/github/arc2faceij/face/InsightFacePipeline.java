package io.github.arc2faceij.face;

import io.github.arc2faceij.common.Landmarks;
import io.github.arc2faceij.common.Picture;
import io.github.arc2faceij.common.Progress;
import io.github.arc2faceij.device.Device;
import io.github.arc2faceij.face.FaceShape.Point3;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** InsightFace's antelopev2 with the recogniser that Arc2Face was trained with. */
final class InsightFacePipeline implements FacePipeline {

    /** Between the lengths that users of InsightFace report: some 10 of poor faces and 28 of good ones. Not measured here. */
    private static final double LEAST_LENGTH = 15;

    /** In degrees. Not measured. */
    private static final double LARGEST_YAW = 45;

    private final Detector detector;
    private final ShapeDetector shapes;
    private final ArcFaceRecogniser recogniser;

    /**
     * @param antelope holds scrfd_10g_bnkps.onnx, 1k3d68.onnx and, or not, 2d106det.onnx
     * @param arcFace the file arcface.onnx
     */
    InsightFacePipeline(Path antelope, Path arcFace, Device device) {
        detector = new ScrfdDetector(antelope.resolve("scrfd_10g_bnkps.onnx"), device);
        shapes = new ShapeDetector(antelope, device);
        recogniser = new ArcFaceRecogniser(arcFace, device);
    }

    @Override
    public Detector detector() {
        return detector;
    }

    @Override
    public Optional<Landmarks> landmarks(Picture picture, Box box, Progress progress) {
        return Optional.of(FaceShape.landmarks(shapes.points(picture, box, progress)));
    }

    @Override
    public Optional<FaceShape> shape(Picture picture, Box box, Progress progress) {
        List<Point3> points = shapes.points(picture, box, progress);
        return Optional.of(new FaceShape(points, FaceAngles.of(points), shapes.contour(picture, box, progress)));
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

    /** SCRFD looks at faces that fill the picture by views of its own. */
    @Override
    public double largestShare() {
        return 1;
    }

    @Override
    public String recogniser() {
        return recogniser.sha256();
    }

    @Override
    public void close() {
        detector.close();
        shapes.close();
        recogniser.close();
    }
}
