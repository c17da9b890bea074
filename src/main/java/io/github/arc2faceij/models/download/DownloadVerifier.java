package io.github.arc2faceij.models.download;

import io.github.arc2faceij.common.Arc2FaceException;
import java.io.IOException;

/** Verifies the bytes of a download by their SHA-256 and their content. */
final class DownloadVerifier {

    /** Once may be an accident. */
    private static final int MAX_MISMATCHES = 2;

    private final DownloadRequest download;
    private final FileValidator validator;
    private int mismatches;

    DownloadVerifier(DownloadRequest download, FileValidator validator) {
        this.download = download;
        this.validator = validator;
    }

    /** @return whether the SHA-256 is the expected one, or none is known */
    boolean matches(String sha256, RemoteFileInfo remote) {
        return download.expectedSha256(remote).orElse(sha256).equalsIgnoreCase(sha256);
    }

    /**
     * @param part all bytes; deleted when they are wrong
     * @param sha256 of them
     * @param remote what the server says
     * @throws IOException when another attempt may bring the right ones
     * @throws Arc2FaceException when it will not
     */
    void requireValid(PartFile part, String sha256, RemoteFileInfo remote) throws IOException {
        if (!matches(sha256, remote)) {
            part.discard();
            mismatches++;
            if (mismatches == MAX_MISMATCHES) {
                throw DownloadErrors.checksumMismatch(download, remote, sha256);
            }
            throw new IOException("the content is not what was published");
        }
        try {
            validator.validate(part.path(), download.target().getFileName().toString());
        } catch (Arc2FaceException e) {
            part.discard();
            throw DownloadErrors.invalidFile(download, e);
        }
    }
}
