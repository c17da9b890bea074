package io.github.arc2faceij.models.download;

import io.github.arc2faceij.common.Arc2FaceException;
import io.github.arc2faceij.common.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.CancellationException;

/**
 * The download of one file: asks the server for size and checksum, receives the bytes in as many attempts as needed, and
 * verifies them. One thread does this; another one reads the progress, aborts stalled connections, and may cancel.
 */
final class FileTransfer {

    /** What is repeated until it succeeds. */
    private interface Attempt<T> {
        T run() throws IOException;
    }

    private final DownloadRequest download;
    private final HttpGetClient http;
    private final RetrySettings settings;
    private final DownloadVerifier verifier;
    private final BodyCopier copier;
    private volatile RemoteFileInfo remote;
    private volatile long bytesPresent;
    private volatile String activity = "";
    private volatile boolean cancelled;

    FileTransfer(DownloadRequest download, HttpGetClient http, RetrySettings settings, FileValidator validator) {
        this.download = download;
        this.http = http;
        this.settings = settings;
        this.verifier = new DownloadVerifier(download, validator);
        this.copier = new BodyCopier(settings.stallTimeout());
    }

    /** Asks the server for the file's size and checksum. */
    void queryServer() {
        remote = retry(this::requestInfo);
    }

    /**
     * Downloads the file unless the same one is there already. {@link #queryServer} must be called before.
     *
     * @return the file, complete and verified
     */
    DownloadedFile fetch() {
        if (hasExpectedSize()) {
            String sha256 = sha256(download.target());
            if (verifier.matches(sha256, remote)) {
                return downloaded(sha256);
            }
        }
        return retry(this::receiveAndVerify);
    }

    /** @return the file's size, if the server has told it */
    OptionalLong size() {
        RemoteFileInfo known = remote;
        return known == null ? OptionalLong.empty() : known.size();
    }

    /** @return how many of its bytes are on the disk, those of earlier downloads included */
    long bytesPresent() {
        return bytesPresent;
    }

    /** @return how many bytes came over the network */
    long bytesReceived() {
        return copier.bytesReceived();
    }

    /** @return the current step in a few words, empty when there is none */
    String activity() {
        return activity;
    }

    /** @return how many bytes the disk will have to take */
    long missingBytes() {
        try {
            Path part = PartFile.of(download.target());
            long here = Files.exists(part) ? Files.size(part) : 0;
            return hasExpectedSize() ? 0 : Math.max(0, size().orElse(0) - here);
        } catch (IOException e) {
            return size().orElse(0);
        }
    }

    /** Closes a connection that sends nothing any more; called several times a second. */
    void abortIfStalled() {
        copier.abortIfStalled();
    }

    /** Stops the transfer soon; what arrived is kept. */
    void cancel() {
        cancelled = true;
        copier.abort();
    }

    private <T> T retry(Attempt<T> attempt) {
        RetryPolicy retries = new RetryPolicy(download, settings);
        while (true) {
            requireNotCancelled();
            try {
                T result = attempt.run();
                activity = "";
                return result;
            } catch (IOException e) {
                requireNotCancelled();
                activity = "Trying " + download.name() + " again (" + DownloadErrors.reason(e) + ")";
                retries.awaitRetry(e, bytesPresent);
                remote = e instanceof InconsistentServerException ? null : remote;
            }
        }
    }

    /** Requests the first byte only. HEAD would not do: addresses that are signed for GET refuse it. */
    private RemoteFileInfo requestInfo() throws IOException {
        activity = "Asking for " + download.name();
        try (FinalResponse response = http.get(download.address(), Map.of("Range", "bytes=0-0"))) {
            ResponseCheck.requireFile(response, download.name());
            return response.fileInfo();
        }
    }

    private DownloadedFile receiveAndVerify() throws IOException {
        if (remote == null) {
            remote = requestInfo();
        }
        try (PartFile part = PartFile.open(download.target())) {
            activity = "Downloading " + download.name();
            remote = new TransferAttempt(download, http, copier, part, remote).run(length -> bytesPresent = length);
            String sha256 = sha256(part.path());
            verifier.requireValid(part, sha256, remote);
            part.moveToTarget();
            return downloaded(sha256);
        }
    }

    private boolean hasExpectedSize() {
        try {
            return Files.isRegularFile(download.target())
                    && size().equals(OptionalLong.of(Files.size(download.target())));
        } catch (IOException e) {
            return false;
        }
    }

    private String sha256(Path file) {
        requireNotCancelled();
        activity = "Checking " + download.name();
        return Sha256.of(file, hashed -> requireNotCancelled());
    }

    private DownloadedFile downloaded(String sha256) {
        try {
            bytesPresent = Files.size(download.target());
        } catch (IOException e) {
            throw new Arc2FaceException(
                    "The file " + download.target() + " vanished while it was installed (" + e.getMessage()
                            + "). Check the disk and install again.",
                    e);
        }
        return new DownloadedFile(download.target(), download.address(), bytesPresent, sha256);
    }

    private void requireNotCancelled() {
        if (cancelled) {
            throw new CancellationException();
        }
    }
}
