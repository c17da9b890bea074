package io.github.arc2faceij.face;

import io.github.arc2faceij.common.Arc2FaceException;
import io.github.arc2faceij.common.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.Map;

/** A recogniser's file, known by its content: whatever its name, its identities carry its SHA-256. */
final class RecogniserFile {

    /** antelopev2's own recogniser, 260,665,334 bytes, as the package publishes it. */
    static final String GLINTR100 = "4ab1d6435d639628a6f3e5008dd4f929edf4c4124b1a7169e1048f9fef534cdf";

    private static final Map<String, String> NAMES = Map.of(
            GLINTR100,
            "glintr100 of antelopev2",
            "87aacdfe57510db2af90c0251df680e8eec88f122ee94712121d09bcaaaf3581",
            "the bundled fr_feature",
            "4c06341c33c2ca1f86781dab0e829f88ad5b64be9fba56e56bc9ebdefc619e43",
            "w600k_r50 of buffalo_l");

    private static final int SHORT = 12;

    private RecogniserFile() {}

    /**
     * @param sha256 of a recogniser's file
     * @return its first digits, and the name of a recogniser that is known by them
     */
    static String describe(String sha256) {
        String digits = sha256.substring(0, Math.min(SHORT, sha256.length()));
        String name = NAMES.get(sha256);
        return name == null ? digits : digits + " (" + name + ")";
    }

    /**
     * @return SHA-256 of the file, in lower-case hexadecimal digits
     * @throws Arc2FaceException when the file cannot be read
     */
    static String sha256(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            MessageDigest digest = Sha256.digest();
            new DigestInputStream(in, digest).transferTo(OutputStream.nullOutputStream());
            return Sha256.hex(digest);
        } catch (IOException e) {
            throw new Arc2FaceException(
                    "The recogniser's file \"" + file + "\" cannot be read: " + e + ". Install the model again.", e);
        }
    }
}
