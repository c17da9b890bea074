package io.github.arc2faceij.face;

import io.github.arc2faceij.common.Arc2FaceException;
import io.github.arc2faceij.common.Landmarks.Point;
import io.github.arc2faceij.common.Picture;
import io.github.arc2faceij.common.Progress;
import io.github.arc2faceij.device.Device;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Finds faces and tells who they are, by the face networks of a model: the small ones that travel in the plugin, or
 * InsightFace's. Each is opened when it is first needed and stays open until {@link #close}. Coordinates are pixels of the
 * picture that is given. May be used by several threads, one at a time.
 *
 * <pre>{@code
 * try (FaceAnalyzer analyzer = new FaceAnalyzer(folder, Device.CPU)) {
 *     List<Face> faces = analyzer.detect(photo, FaceAnalyzer.DEFAULT_CONFIDENCE, Progress.NONE);
 *     Face face = FaceChoice.LARGEST.choose(faces, List.of()).get(0);
 *     Identity identity = analyzer.identify(photo, face, Progress.NONE);
 * }
 * }</pre>
 */
public final class FaceAnalyzer implements AutoCloseable {

    /** The score that a detection needs, unless the user asks for another. */
    public static final double DEFAULT_CONFIDENCE = 0.65;

    /** A picture with a shorter side shows too little of a face to tell one from another. */
    public static final int SHORTEST_SIDE = 20;

    /** Side of the aligned face that recognisers look at, in pixels. */
    static final int CROP_SIDE = 112;

    private final FacePipeline networks;
    private final FaceReader reader;
    private final FaceFinder finder;

    /**
     * The networks that travel in the plugin. Opens nothing yet.
     *
     * @param folder holds detector.onnx, landmarks68.onnx and recognizer.onnx
     * @param device where the networks run
     */
    public FaceAnalyzer(Path folder, Device device) {
        this(new BundledFacePipeline(folder, device));
    }

    private FaceAnalyzer(FacePipeline networks) {
        this.networks = networks;
        reader = new FaceReader(networks);
        finder = new FaceFinder(networks, reader);
    }

    /**
     * InsightFace's networks and the recogniser of the published Arc2Face. Opens nothing yet.
     *
     * @param antelope the folder antelopev2: scrfd_10g_bnkps.onnx, 1k3d68.onnx and, if {@link #shape} is to know the
     *     contour, 2d106det.onnx
     * @param arcFace the file arcface.onnx
     * @param device where the networks run
     * @return the analyzer
     */
    public static FaceAnalyzer insightFace(Path antelope, Path arcFace, Device device) {
        return new FaceAnalyzer(new InsightFacePipeline(antelope, arcFace, device));
    }

    /**
     * Looks for small faces where there is no other.
     *
     * @param picture a picture
     * @param confidence least score of a face, 0..1
     * @param progress is told of every face
     * @return the faces with their landmarks, best score first; may be empty
     * @throws Arc2FaceException when the picture is too small, the confidence out of range, or a network cannot be used
     */
    public List<Face> detect(Picture picture, double confidence, Progress progress) {
        return detect(picture, confidence, FaceSearch.WHERE_NONE, progress);
    }

    /**
     * Faces may be turned, and may fill the picture. Where all stand upright, are well seen and of usual size, the detector
     * looks once; else again with a border and turned by steps of 45 degrees.
     *
     * @param picture a picture
     * @param confidence least score of a face, 0..1
     * @param search whether small faces are looked for
     * @param progress is told of every face
     * @return the faces with their landmarks, best score first; may be empty
     * @throws Arc2FaceException when the picture is too small, the confidence out of range, or a network cannot be used
     */
    public synchronized List<Face> detect(Picture picture, double confidence, FaceSearch search, Progress progress) {
        requireUsable(picture, confidence);
        return finder.find(picture, confidence, search, progress);
    }

    /**
     * @param picture a picture
     * @param face a face in it
     * @param progress is told of the step
     * @return who it is
     * @throws Arc2FaceException when the face lies outside the picture, or the recogniser cannot be used or has no answer
     */
    public synchronized Identity identify(Picture picture, Face face, Progress progress) {
        List<Point> points = face.fivePoints();
        if (points.stream().noneMatch(point -> lies(point, picture))) {
            throw new Arc2FaceException("The face lies outside the picture of " + picture.width() + " x "
                    + picture.height() + " pixels. Detect the faces of this picture again.");
        }
        progress.report("Computing the face ID", 0);
        progress.checkCancelled();
        return Identity.ofEmbedding(reader.embedding(picture, face, progress), networks.recogniser());
    }

    /**
     * @param picture a picture
     * @param face a face in it
     * @param progress asked whether to stop
     * @return how well the picture shows it
     * @throws Arc2FaceException when the recogniser cannot be used
     */
    public synchronized FaceQuality quality(Picture picture, Face face, Progress progress) {
        return FaceQuality.of(picture, face, reader.embedding(picture, face, progress), networks);
    }

    /**
     * Measures a picture in which no face is small, such as a new one.
     *
     * @param picture a picture
     * @param progress is told of the steps
     * @return its largest face; empty when none is found
     * @throws Arc2FaceException when a network cannot be used or has no answer
     */
    public synchronized Optional<MeasuredFace> measure(Picture picture, Progress progress) {
        List<Face> faces = detect(picture, DEFAULT_CONFIDENCE, FaceSearch.NEVER, progress);
        if (faces.isEmpty()) {
            return Optional.empty();
        }
        Face largest = FaceChoice.LARGEST.choose(faces, List.of()).get(0);
        Identity identity = identify(picture, largest, progress);
        return Optional.of(new MeasuredFace(faces.size(), largest, identity, quality(picture, largest, progress)));
    }

    /**
     * @param picture a picture
     * @param face a face in it
     * @param progress asked whether to stop
     * @return its landmarks in depth, how it is turned and its contour; empty when the model has none of InsightFace's
     *     networks
     * @throws Arc2FaceException when a network cannot be used
     */
    public synchronized Optional<FaceShape> shape(Picture picture, Face face, Progress progress) {
        return reader.shape(picture, face, progress);
    }

    /**
     * @return SHA-256 of the recogniser's file, as its {@linkplain Identity#recogniser identities} carry it
     * @throws Arc2FaceException when the file cannot be read
     */
    public synchronized String recogniser() {
        return networks.recogniser();
    }

    /** Closes the networks; they are opened again when they are needed again. */
    @Override
    public synchronized void close() {
        networks.close();
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
