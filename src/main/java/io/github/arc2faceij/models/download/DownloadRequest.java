package io.github.arc2faceij.models.download;

import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/**
 * One file to be downloaded.
 *
 * @param address where it is published, http or https
 * @param target the file to be written; what lies there is replaced when the new one is whole
 * @param pinnedSha256 the SHA-256 that it must have whatever the server says, 64 hexadecimal digits, if one is known
 * @param recordedSha256 the SHA-256 that it had when it was installed before, if it was; required when the server
 *     names none
 */
public record DownloadRequest(
        URI address, Path target, Optional<String> pinnedSha256, Optional<String> recordedSha256) {

    /** @return the file's name for messages, with its folder: {@code encoder/config.json} */
    String name() {
        Path folder = target.getParent().getFileName();
        return (folder == null ? "" : folder + "/") + target.getFileName();
    }

    /** @return the SHA-256 that the file must have, given what the server says */
    Optional<String> expectedSha256(RemoteFileInfo remote) {
        return pinnedSha256.or(remote::sha256).or(() -> recordedSha256);
    }
}
