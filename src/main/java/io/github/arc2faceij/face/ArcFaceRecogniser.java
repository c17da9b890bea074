package io.github.arc2faceij.face;

import io.github.arc2faceij.common.Arc2FaceException;
import io.github.arc2faceij.common.Picture;
import io.github.arc2faceij.common.Progress;
import io.github.arc2faceij.device.Device;
import java.nio.file.Path;

/**
 * Who it is to Arc2Face: {@code arcface.onnx}, a ResNet-100 trained with ArcFace (arXiv 1801.07698), answers to an aligned
 * face of 112 x 112 pixels with 512 numbers. Recipe: InsightFace's python package 1.0, {@code arcface_onnx.py}.
 */
final class ArcFaceRecogniser implements AutoCloseable {

    private static final Normalisation OUTSIDE = new Normalisation(127.5f, 127.5f);

    private final Path file;
    private final InsightNetwork network;
    private Normalisation normalisation;
    private String sha256;

    ArcFaceRecogniser(Path file, Device device) {
        this.file = file;
        network = new InsightNetwork("recogniser", file, device);
    }

    /**
     * @param crop an aligned face, 112 x 112 pixels
     * @return what the network answers, not normalised
     */
    float[] embedding(Picture crop, Progress progress) {
        sha256(); // refuses before the wrong file is opened: Windows would not let the user replace it
        if (normalisation == null) {
            normalisation = Normalisation.isInside(network.firstNodes()) ? Normalisation.NONE : OUTSIDE;
        }
        return network.run(normalisation.rgb(crop), Identity.LENGTH, progress);
    }

    /**
     * @return SHA-256 of the file, in lower-case hexadecimal digits; computed once
     * @throws Arc2FaceException when the file cannot be read, or is antelopev2's recogniser under Arc2Face's name
     */
    String sha256() {
        if (sha256 == null) {
            String found = RecogniserFile.sha256(file);
            requireArc2Face(found, file);
            sha256 = found;
        }
        return sha256;
    }

    static void requireArc2Face(String sha256, Path file) {
        if (sha256.equals(RecogniserFile.GLINTR100)) {
            throw new Arc2FaceException("The file \"" + file
                    + "\" is antelopev2's own recogniser, glintr100.onnx. Arc2Face cannot use its numbers."
                    + " Replace it by the arcface.onnx that is published with Arc2Face"
                    + " (Plugins > Arc2Face > Install Models...).");
        }
    }

    /** Closes what was opened; the next use opens it again, and may find another file. */
    @Override
    public void close() {
        network.close();
        normalisation = null;
        sha256 = null;
    }
}
