package io.github.arc2faceij.models.download;

import io.github.arc2faceij.common.Arc2FaceException;
import java.io.IOException;

/** Decides whether bytes may get a file's name. */
final class Verification {

    /** The same wrong bytes twice are not an accident. */
    private static final int MOST_WRONG_FILES = 2;

    private final Download download;
    private final Inspection inspection;
    private int wrongFiles;

    Verification(Download download, Inspection inspection) {
        this.download = download;
        this.inspection = inspection;
    }

    /** @return whether the hash is the expected one, or nobody expects one */
    boolean accepts(String sha256, RemoteFile remote) {
        return download.expectedSha256(remote).orElse(sha256).equalsIgnoreCase(sha256);
    }

    /**
     * @param part all bytes; discarded when they are wrong
     * @param sha256 of them
     * @param remote what the server says
     * @throws IOException when another attempt may bring the right ones
     * @throws Arc2FaceException when it will not
     */
    void require(PartFile part, String sha256, RemoteFile remote) throws IOException {
        if (!accepts(sha256, remote)) {
            part.discard();
            wrongFiles++;
            if (wrongFiles == MOST_WRONG_FILES) {
                throw Failures.wrongBytes(download, remote, sha256);
            }
            throw new IOException("the content is not what was published");
        }
        try {
            inspection.inspect(part.path(), download.target().getFileName().toString());
        } catch (Arc2FaceException e) {
            part.discard();
            throw Failures.unfit(download, e);
        }
    }
}
