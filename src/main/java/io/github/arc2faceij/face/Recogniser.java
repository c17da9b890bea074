package io.github.arc2faceij.face;

import io.github.arc2faceij.common.Picture;
import io.github.arc2faceij.common.Progress;
import io.github.arc2faceij.device.Device;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Who it is: {@code recognizer.onnx} answers to an aligned face of 112 x 112 pixels with 512 numbers (fr_feature of npm
 * faceplugin-face-recognition-js 0.0.1, fed with planes B, G, R).
 */
final class Recogniser implements AutoCloseable {

    private static final String OUTPUT = "output";

    private static final Normalisation NORMALISATION = new Normalisation(127, 128);

    private final Path file;
    private final FaceNetwork network;
    private String sha256;

    Recogniser(Path file, Device device) {
        this.file = file;
        network = new FaceNetwork("recogniser", file, device, Map.of(OUTPUT, List.of(1, Identity.LENGTH)));
    }

    /**
     * @param crop an aligned face, 112 x 112 pixels
     * @return what the network answers, not normalised
     */
    float[] embedding(Picture crop, Progress progress) {
        return network.run(NORMALISATION.bgr(crop), progress).get(OUTPUT).data();
    }

    /** @return SHA-256 of the file, in lower-case hexadecimal digits; computed once */
    String sha256() {
        if (sha256 == null) {
            sha256 = RecogniserFile.sha256(file);
        }
        return sha256;
    }

    @Override
    public void close() {
        network.close();
    }
}
