package io.github.arc2faceij.models.download;

import io.github.arc2faceij.common.ByteCount;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.LongConsumer;

/** One attempt to receive the bytes that a part file lacks. */
final class TransferAttempt {

    private final DownloadRequest download;
    private final HttpGetClient http;
    private final BodyCopier copier;
    private final PartFile part;
    private RemoteFileInfo remote;

    /** @param remote what the server said of the file before */
    TransferAttempt(
            DownloadRequest download, HttpGetClient http, BodyCopier copier, PartFile part, RemoteFileInfo remote) {
        this.download = download;
        this.http = http;
        this.copier = copier;
        this.part = part;
        this.remote = remote;
    }

    /**
     * Receives bytes into the part file until it is complete or the connection breaks.
     *
     * @param length is told the part's length as it grows
     * @return what the server says of the file, which is complete now
     * @throws InconsistentServerException when size and checksum have to be requested again
     * @throws IOException when the connection broke; what arrived is in the part file
     */
    RemoteFileInfo run(LongConsumer length) throws IOException {
        if (!part.isResumable(download.address(), remote)) {
            part.restart(download.address(), remote);
        }
        length.accept(part.length());
        if (part.length() != remote.size().orElse(-1)) {
            try (FinalResponse response = http.get(download.address(), rangeHeaders())) {
                preparePart(response);
                copier.copy(response.body(), part, length);
            }
        }
        if (part.length() != remote.size().orElse(part.length())) {
            throw new IOException("the connection broke off after " + ByteCount.text(part.length()) + " of "
                    + ByteCount.text(remote.size().getAsLong()));
        }
        return remote;
    }

    private Map<String, String> rangeHeaders() {
        if (part.length() == 0) {
            return Map.of();
        }
        String range = "bytes=" + part.length() + "-";
        // With a SHA-256 the tag is not needed, and differs from one server of a network to the next.
        return remote.sha256().isEmpty() && remote.etag().isPresent()
                ? Map.of("Range", range, "If-Range", remote.etag().get())
                : Map.of("Range", range);
    }

    /** Checks the status, and prepares the part file for the body. */
    private void preparePart(FinalResponse response) throws IOException {
        if (response.status() == 416 || response.status() == 206 && !isContinuation(response)) {
            part.restart(download.address(), remote);
            throw new InconsistentServerException("the file changed on the server");
        }
        ResponseCheck.requireFile(response, download.name());
        if (response.status() == 200) { // the whole file, whether it was asked for or not
            remote = requireConsistent(response);
            part.restart(download.address(), remote);
        }
    }

    private boolean isContinuation(FinalResponse response) {
        return response.rangeStart().equals(OptionalLong.of(part.length())) && remote.isSameFile(response.fileInfo());
    }

    /** One of two lengths that differ is wrong. */
    private RemoteFileInfo requireConsistent(FinalResponse response) throws IOException {
        RemoteFileInfo now = response.fileInfo().withDefaultSize(remote.size());
        if (!now.size().equals(remote.withDefaultSize(now.size()).size())) {
            throw new InconsistentServerException("the server says that the file has "
                    + remote.size().getAsLong() + " bytes, and then that it has "
                    + now.size().getAsLong());
        }
        Optional<String> sha256 = now.sha256().or(remote::sha256);
        if (now.size().isEmpty() && sha256.isEmpty() && !response.hasExplicitEnd()) {
            throw new IOException("the server does not say how long the file is");
        }
        return new RemoteFileInfo(now.size(), sha256, now.etag());
    }
}
