package io.github.arc2faceij.face;

import io.github.arc2faceij.common.Arc2FaceException;
import io.github.arc2faceij.common.Picture;
import io.github.arc2faceij.common.Progress;
import io.github.arc2faceij.device.Device;
import java.nio.file.Path;

/**
 * Who it is to IP-Adapters for FaceID: InsightFace's buffalo_l, a ResNet-50 trained on WebFace600K. Its identities have nothing
 * in common with those of Arc2Face's recogniser.
 */
public final class FaceIdRecogniser implements AutoCloseable {

    private final Path file;
    private final ArcFaceRecogniser network;
    private String sha256;

    /**
     * Opens nothing yet.
     *
     * @param file w600k_r50.onnx
     * @param device where it runs
     */
    public FaceIdRecogniser(Path file, Device device) {
        this.file = file;
        network = new ArcFaceRecogniser(file, device);
    }

    /**
     * @param picture a picture
     * @param face a face in it
     * @param progress asked whether to stop
     * @return who it is
     * @throws Arc2FaceException when the recogniser cannot be used, is another one, or has no answer
     */
    public Identity identify(Picture picture, Face face, Progress progress) {
        String own = sha256();
        Picture crop = ArcFaceAlignment.crop(picture, face.fivePoints(), FaceAnalyzer.CROP_SIDE);
        return Identity.ofEmbedding(network.embedding(crop, progress), own);
    }

    /**
     * @param identity somebody
     * @param source where it came from, for the message
     * @throws Arc2FaceException when another recogniser computed it, with what to do
     */
    public void requireOwn(Identity identity, String source) {
        if (!identity.recogniser().equals(sha256())) {
            throw new Arc2FaceException("The identity of \"" + source + "\" was computed by the recogniser "
                    + RecogniserFile.describe(identity.recogniser())
                    + ", but IP-Adapters for FaceID understand only that of "
                    + RecogniserFile.describe(sha256())
                    + ". Their numbers have nothing in common. Give a picture of the"
                    + " face instead: its identity is computed from it with the bundle FaceID recogniser of Install"
                    + " Models....");
        }
    }

    private String sha256() {
        if (sha256 == null) {
            String found = RecogniserFile.sha256(file);
            if (found.equals(RecogniserFile.GLINTR100)) {
                throw new Arc2FaceException("The file \"" + file + "\" is antelopev2's recogniser, glintr100.onnx."
                        + " IP-Adapters for FaceID cannot use its numbers. Replace it by the w600k_r50.onnx of buffalo_l:"
                        + " the bundle FaceID recogniser of Install Models....");
            }
            sha256 = found;
        }
        return sha256;
    }

    @Override
    public void close() {
        network.close();
        sha256 = null;
    }
}
