package io.github.arc2faceij.models.download;

import io.github.arc2faceij.common.Arc2FaceException;
import io.github.arc2faceij.common.ByteCount;
import java.io.IOException;
import javax.net.ssl.SSLHandshakeException;

/** Messages for downloads that failed: what happened, and what the user can do. */
final class DownloadErrors {

    /** What the user can do when a server cannot be reached. */
    static final String CONNECTION_ADVICE =
            "If this machine has no direct connection to the internet, give your proxy or a mirror in"
                    + " Install Models..., or import a folder that was filled on another machine.";

    private DownloadErrors() {}

    /** @return the failure in a few words, for a status line */
    static String reason(IOException failure) {
        return failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
    }

    /**
     * @param download what was tried
     * @param attempts how many in a row brought nothing
     * @param kept bytes that lie in the part file
     * @param failure the last one
     * @return the error after the last attempt
     */
    static Arc2FaceException retriesExhausted(DownloadRequest download, int attempts, long kept, IOException failure) {
        return new Arc2FaceException(sentence(download, attempts, failure) + keptSentence(kept), failure);
    }

    private static String sentence(DownloadRequest download, int attempts, IOException failure) {
        String host = download.address().getHost();
        if (failure instanceof SSLHandshakeException) {
            return "Java does not trust the certificate that " + host + " shows (" + failure.getMessage()
                    + "). Some networks read encrypted traffic and show a certificate of their own. Ask"
                    + " your administrator to add it to ImageJ's Java, or import a folder that was filled on"
                    + " another machine.";
        }
        if (failure instanceof UnreachableServerException) {
            return failure.getMessage() + " to download " + download.name() + ". " + CONNECTION_ADVICE;
        }
        return "Downloading " + download.name() + " from " + host + " failed " + attempts
                + " times in a row. The last reason: " + reason(failure) + ". " + CONNECTION_ADVICE;
    }

    private static String keptSentence(long kept) {
        return kept == 0
                ? ""
                : " The " + ByteCount.text(kept) + " that arrived are kept. Install again to go on from there.";
    }

    /** @return the error after the SHA-256 was wrong twice */
    static Arc2FaceException checksumMismatch(DownloadRequest download, RemoteFileInfo remote, String found) {
        String expected = download.expectedSha256(remote).orElse("");
        String who = download.pinnedSha256().isPresent()
                ? "The catalogue"
                : remote.sha256().isPresent() ? "The server" : "The record of what was installed before";
        String cure = download.pinnedSha256().isPresent() || remote.sha256().isPresent()
                ? "A proxy or a virus scanner may have changed it, or the mirror holds another version. Try another way,"
                        + " or import a folder with the files."
                : "If the publisher has changed the file, remove its entry from installed.json in the model folder.";
        return new Arc2FaceException("The file " + download.name() + " from "
                + download.address().getHost()
                + " arrived twice with wrong content and was not kept. " + who + " says SHA-256 " + expected
                + ", but the file has " + found + ". " + cure);
    }

    /** @return the error of a file whose content is not what its name says */
    static Arc2FaceException invalidFile(DownloadRequest download, Arc2FaceException finding) {
        return new Arc2FaceException(
                "What " + download.address().getHost() + " sent as " + download.name()
                        + " is not this file and was not kept: " + finding.getMessage(),
                finding);
    }
}
