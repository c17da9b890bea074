package io.github.arc2faceij.face;

import io.github.arc2faceij.common.Arc2FaceException;
import io.github.arc2faceij.common.Picture;
import io.github.arc2faceij.common.Progress;
import io.github.arc2faceij.onnx.Device;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/**
 * Who it is: {@code recognizer.onnx} answers to an aligned face of 112 x 112 pixels with 512 numbers (fr_feature of npm
 * faceplugin-face-recognition-js 0.0.1, fed with planes B, G, R).
 */
final class Recogniser implements AutoCloseable {

    /** Side of the aligned face in pixels. */
    static final int SIZE = 112;

    private static final String OUTPUT = "output";

    private final Path file;
    private final FaceNetwork network;
    private String sha256;

    Recogniser(Path file, Device device) {
        this.file = file;
        network = new FaceNetwork("recogniser", file, device, Map.of(OUTPUT, List.of(1, Identity.LENGTH)));
    }

    /** @param crop an aligned face, {@value #SIZE} x {@value #SIZE} pixels */
    Identity identify(Picture crop, Progress progress) {
        float[] embedding = network.run(FaceNetwork.planes(crop, 2, 1, 0), progress)
                .get(OUTPUT)
                .data();
        return Identity.ofEmbedding(embedding, sha256());
    }

    /** @return SHA-256 of the file, in lower-case hexadecimal digits; computed once */
    String sha256() {
        if (sha256 == null) {
            sha256 = sha256(file);
        }
        return sha256;
    }

    private static String sha256(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            new DigestInputStream(in, digest).transferTo(OutputStream.nullOutputStream());
            return HexFormat.of().formatHex(digest.digest());
        } catch (IOException e) {
            throw new Arc2FaceException(
                    "The recogniser's file \"" + file + "\" cannot be read: " + e + ". Install the model again.", e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    @Override
    public void close() {
        network.close();
    }
}
