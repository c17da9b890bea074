package io.github.arc2faceij.models.download;

import java.util.Optional;
import java.util.OptionalLong;

/**
 * What a server says of a file; each is empty when the server does not say it.
 *
 * @param size in bytes
 * @param sha256 64 hexadecimal digits
 * @param etag a strong entity tag with its quotes (RFC 9110, 8.8.3); weak ones do not vouch for bytes
 */
record RemoteFileInfo(OptionalLong size, Optional<String> sha256, Optional<String> etag) {

    /**
     * @param other what was said at another time
     * @return whether both certainly describe the same bytes
     */
    boolean isSameFile(RemoteFileInfo other) {
        if (size.isPresent() && other.size.isPresent() && !size.equals(other.size)) {
            return false;
        }
        if (sha256.isPresent() && other.sha256.isPresent()) {
            return sha256.equals(other.sha256);
        }
        return etag.isPresent() && etag.equals(other.etag);
    }

    /**
     * @param known a size that was said before
     * @return the same, with that size if this lacks one
     */
    RemoteFileInfo withDefaultSize(OptionalLong known) {
        return size.isPresent() ? this : new RemoteFileInfo(known, sha256, etag);
    }
}
