package io.github.arc2faceij.models.download;

import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/**
 * One file to be fetched.
 *
 * @param address where it is published, http or https
 * @param target the file to be written; what lies there is replaced when the new one is whole
 * @param pinned the SHA-256 that it must have whatever the server says, 64 hexadecimal digits, if one is known
 * @param remembered the SHA-256 that it had when it was installed before, if it was; asked for when the server names none
 */
public record DownloadRequest(URI address, Path target, Optional<String> pinned, Optional<String> remembered) {

    /** @return the file's name for messages, with its folder: {@code encoder/config.json} */
    String name() {
        Path folder = target.getParent().getFileName();
        return (folder == null ? "" : folder + "/") + target.getFileName();
    }

    /** @return the SHA-256 to be asked for, given what the server says */
    Optional<String> expectedSha256(RemoteFileInfo remote) {
        return pinned.or(remote::sha256).or(() -> remembered);
    }
}
