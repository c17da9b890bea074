package io.github.arc2faceij.models.download;

import io.github.arc2faceij.common.ByteCount;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.LongConsumer;

/** One attempt at the bytes that a part file lacks. */
final class TransferAttempt {

    private final DownloadRequest download;
    private final HttpGetClient http;
    private final BodyCopier copy;
    private final PartFile part;
    private RemoteFileInfo remote;

    /** @param remote what the server said when it was asked */
    TransferAttempt(
            DownloadRequest download, HttpGetClient http, BodyCopier copy, PartFile part, RemoteFileInfo remote) {
        this.download = download;
        this.http = http;
        this.copy = copy;
        this.part = part;
        this.remote = remote;
    }

    /**
     * Completes the part file, or brings it further.
     *
     * @param length is told the part's length as it grows
     * @return what the server says of the file that is now complete
     * @throws InconsistentServerException when the server has to be asked anew
     * @throws IOException when the connection broke off; the part is longer than before, or begun anew
     */
    RemoteFileInfo run(LongConsumer length) throws IOException {
        if (!part.isPartOf(download.address(), remote)) {
            part.restart(download.address(), remote);
        }
        length.accept(part.length());
        if (part.length() != remote.size().orElse(-1)) {
            try (FinalResponse answer = http.get(download.address(), rangeHeaders())) {
                begin(answer);
                copy.run(answer.body(), part, length);
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

    /** Makes the part file ready for the body. */
    private void begin(FinalResponse answer) throws IOException {
        if (answer.status() == 416 || answer.status() == 206 && !continues(answer)) {
            part.restart(download.address(), remote);
            throw new InconsistentServerException("the file changed on the server");
        }
        ResponseCheck.requireFile(answer, download.name());
        if (answer.status() == 200) { // the whole file, whether it was asked for or not
            remote = agreed(answer);
            part.restart(download.address(), remote);
        }
    }

    private boolean continues(FinalResponse answer) {
        return answer.firstByte().equals(OptionalLong.of(part.length())) && remote.isSameAs(answer.remote());
    }

    /** A length that is said once may be a lie: what is said now must agree with what was said when asked. */
    private RemoteFileInfo agreed(FinalResponse answer) throws IOException {
        RemoteFileInfo now = answer.remote().orSize(remote.size());
        if (!now.size().equals(remote.orSize(now.size()).size())) {
            throw new InconsistentServerException("the server says that the file has "
                    + remote.size().getAsLong() + " bytes, and then that it has "
                    + now.size().getAsLong());
        }
        Optional<String> sha256 = now.sha256().or(remote::sha256);
        if (now.size().isEmpty() && sha256.isEmpty() && !answer.hasMarkedEnd()) {
            throw new IOException("the server does not say how long the file is");
        }
        return new RemoteFileInfo(now.size(), sha256, now.etag());
    }
}
