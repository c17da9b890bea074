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
 * One file on its way: asks the server what it has, receives the bytes in as many attempts as it takes, and checks
 * them. One thread works; another one watches, shows how far it is, and may cancel.
 */
final class FileTransfer {

    /** One attempt at something. */
    private interface Attempt<T> {
        T run() throws IOException;
    }

    private final DownloadRequest download;
    private final HttpGetClient http;
    private final RetrySettings timing;
    private final DownloadVerifier verification;
    private final BodyCopier copy;
    private volatile RemoteFileInfo remote;
    private volatile long done;
    private volatile String activity = "";
    private volatile boolean cancelled;

    FileTransfer(DownloadRequest download, HttpGetClient http, RetrySettings timing, FileValidator inspection) {
        this.download = download;
        this.http = http;
        this.timing = timing;
        this.verification = new DownloadVerifier(download, inspection);
        this.copy = new BodyCopier(timing.stall());
    }

    /** Learns what the server has. */
    void ask() {
        remote = persist(this::describe);
    }

    /**
     * Brings the file, unless the same one lies there already; {@link #ask} comes first.
     *
     * @return the file, whole and checked
     */
    DownloadedFile fetch() {
        if (isThereInSize()) {
            String sha256 = sha256(download.target());
            if (verification.accepts(sha256, remote)) {
                return downloaded(sha256);
            }
        }
        return persist(this::receiveAndCheck);
    }

    /** @return the file's size, once the server told it */
    OptionalLong size() {
        RemoteFileInfo known = remote;
        return known == null ? OptionalLong.empty() : known.size();
    }

    /** @return how many bytes of it are here, those of former days among them */
    long done() {
        return done;
    }

    /** @return how many bytes came over the network */
    long received() {
        return copy.received();
    }

    /** @return what is being done in a few words, empty when nothing is */
    String activity() {
        return activity;
    }

    /** @return how many bytes the disk will have to take */
    long missingBytes() {
        try {
            Path part = PartFile.of(download.target());
            long here = Files.exists(part) ? Files.size(part) : 0;
            return isThereInSize() ? 0 : Math.max(0, size().orElse(0) - here);
        } catch (IOException e) {
            return size().orElse(0);
        }
    }

    /** Cuts a silent connection off; called several times a second. */
    void watch() {
        copy.cutIfSilent();
    }

    /** Ends the work soon; what arrived is kept. */
    void cancel() {
        cancelled = true;
        copy.cut();
    }

    private <T> T persist(Attempt<T> attempt) {
        RetryPolicy patience = new RetryPolicy(download, timing);
        while (true) {
            requireNotCancelled();
            try {
                T result = attempt.run();
                activity = "";
                return result;
            } catch (IOException e) {
                requireNotCancelled();
                activity = "Trying " + download.name() + " again (" + DownloadErrors.reason(e) + ")";
                patience.failed(e, done);
                remote = e instanceof InconsistentServerException ? null : remote;
            }
        }
    }

    /** Asks for the first byte: addresses that are signed for GET refuse HEAD. */
    private RemoteFileInfo describe() throws IOException {
        activity = "Asking for " + download.name();
        try (FinalResponse answer = http.get(download.address(), Map.of("Range", "bytes=0-0"))) {
            ResponseCheck.requireFile(answer, download.name());
            return answer.remote();
        }
    }

    private DownloadedFile receiveAndCheck() throws IOException {
        if (remote == null) {
            remote = describe();
        }
        try (PartFile part = PartFile.open(download.target())) {
            activity = "Downloading " + download.name();
            remote = new TransferAttempt(download, http, copy, part, remote).run(length -> done = length);
            String sha256 = sha256(part.path());
            verification.require(part, sha256, remote);
            part.moveToTarget();
            return downloaded(sha256);
        }
    }

    private boolean isThereInSize() {
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
            done = Files.size(download.target());
        } catch (IOException e) {
            throw new Arc2FaceException(
                    "The file " + download.target() + " vanished while it was installed (" + e.getMessage()
                            + "). Check the disk and install again.",
                    e);
        }
        return new DownloadedFile(download.target(), download.address(), done, sha256);
    }

    private void requireNotCancelled() {
        if (cancelled) {
            throw new CancellationException();
        }
    }
}
