package io.github.arc2faceij.models.download;

import io.github.arc2faceij.common.Arc2FaceException;
import io.github.arc2faceij.common.ByteCount;
import java.io.IOException;
import javax.net.ssl.SSLHandshakeException;

/** What it means that a connection fails, and what the user can do about it. */
final class Failures {

    /** What helps whenever a server is out of reach. */
    static final String WAYS_OUT = "If this machine has no direct connection to the internet, give your proxy or a"
            + " mirror in Install Models..., or import a folder that was filled on another machine.";

    private Failures() {}

    /** @return the failure in a few words, for a status line */
    static String reason(IOException failure) {
        return failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
    }

    /**
     * @param download what was tried
     * @param attempts how often in a row nothing came
     * @param kept bytes that lie in the part file
     * @param failure the last one
     * @return the end of all patience
     */
    static Arc2FaceException giveUp(Download download, int attempts, long kept, IOException failure) {
        return new Arc2FaceException(sentence(download, attempts, failure) + keptSentence(kept), failure);
    }

    private static String sentence(Download download, int attempts, IOException failure) {
        String host = download.address().getHost();
        if (failure instanceof SSLHandshakeException) {
            return "Java does not trust the certificate that " + host + " shows (" + failure.getMessage()
                    + "). Some networks read encrypted traffic and show a certificate of their own. Ask"
                    + " your administrator to add it to ImageJ's Java, or import a folder that was filled on"
                    + " another machine.";
        }
        if (failure instanceof Unreachable) {
            return failure.getMessage() + " to download " + download.name() + ". " + WAYS_OUT;
        }
        return "Downloading " + download.name() + " from " + host + " failed " + attempts
                + " times in a row. The last reason: " + reason(failure) + ". " + WAYS_OUT;
    }

    private static String keptSentence(long kept) {
        return kept == 0
                ? ""
                : " The " + ByteCount.text(kept) + " that arrived are kept. Install again to go on from there.";
    }

    /** @return that the bytes are not those that were published, twice */
    static Arc2FaceException wrongBytes(Download download, RemoteFile remote, String found) {
        String expected = download.expectedSha256(remote).orElse("");
        String who = download.pinned().isPresent()
                ? "The catalogue"
                : remote.sha256().isPresent() ? "The server" : "The record of what was installed before";
        String cure = download.pinned().isPresent() || remote.sha256().isPresent()
                ? "A proxy or a virus scanner may have changed it, or the mirror holds another version. Try"
                        + " another way,"
                        + " or import a folder with the files."
                : "If the publisher has changed the file, remove its entry from installed.json in the model folder.";
        return new Arc2FaceException("The file " + download.name() + " from "
                + download.address().getHost()
                + " arrived twice with wrong content and was not kept. " + who + " says SHA-256 " + expected
                + ", but the file has " + found + ". " + cure);
    }

    /** @return that the bytes cannot be such a file */
    static Arc2FaceException unfit(Download download, Arc2FaceException finding) {
        return new Arc2FaceException(
                "What " + download.address().getHost() + " sent as " + download.name()
                        + " is not this file and was not kept: " + finding.getMessage(),
                finding);
    }
}
