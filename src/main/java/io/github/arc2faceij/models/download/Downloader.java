package io.github.arc2faceij.models.download;

import io.github.arc2faceij.common.Arc2FaceException;
import io.github.arc2faceij.common.Progress;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Downloads files into a folder, two at a time. It first asks the servers for sizes and checksums, then checks the free
 * disk space, then transfers. A transfer that broke off is resumed where it stopped, also by a later call. A file gets its
 * name only when its bytes are right.
 *
 * <pre>{@code
 * Downloader downloader = new Downloader(Optional.empty(), RetrySettings.DEFAULT, new DiskSpaceCheck(FreeDiskSpace.OF_SYSTEM), FileValidator.NONE);
 * downloader.fetch(folder, downloads, file -> System.out.println(file.target()), progress);
 * }</pre>
 */
public final class Downloader {

    /** More would slow down other users of a shared connection and gain nothing. */
    private static final int PARALLEL_TRANSFERS = 2;

    private final HttpGetClient http;
    private final RetrySettings settings;
    private final DiskSpaceCheck diskSpace;
    private final FileValidator validator;

    /**
     * @param proxy to go through; without one the system's settings hold
     * @param settings timeouts and retries
     * @param diskSpace checks that the disk has room
     * @param validator checks every file before it gets its name
     */
    public Downloader(
            Optional<ProxyServer> proxy, RetrySettings settings, DiskSpaceCheck diskSpace, FileValidator validator) {
        this(new HttpGetClient(proxy, settings), settings, diskSpace, validator);
    }

    Downloader(HttpGetClient http, RetrySettings settings, DiskSpaceCheck diskSpace, FileValidator validator) {
        this.http = http;
        this.settings = settings;
        this.diskSpace = diskSpace;
        this.validator = validator;
    }

    /**
     * @param target of a download
     * @return where its bytes are kept until all have arrived
     */
    public static Path partFile(Path target) {
        return PartFile.of(target);
    }

    /**
     * Deletes what arrived of a file, for a file that came another way.
     *
     * @param target of a download
     * @throws Arc2FaceException when it cannot be deleted
     */
    public static void deletePartFile(Path target) {
        PartFile.delete(target);
    }

    /**
     * Downloads all files. Those that are there already with the same bytes are only checked.
     *
     * @param folder existing; the targets lie in it
     * @param downloads what to download
     * @param done told of every file when it has its name, on a thread of the download
     * @param progress told of bytes, rate and time left, on the calling thread
     * @throws CancellationException when the user asked to stop; what arrived is kept
     * @throws Arc2FaceException when a file cannot be had; what arrived is kept
     */
    public void fetch(Path folder, List<DownloadRequest> downloads, Consumer<DownloadedFile> done, Progress progress) {
        List<FileTransfer> transfers = downloads.stream()
                .map(download -> new FileTransfer(download, http, settings, validator))
                .toList();
        TransferRate rate = new TransferRate();
        Runnable report = () -> reportProgress(transfers, rate, progress);
        new TransferPool(PARALLEL_TRANSFERS, transfers).run(FileTransfer::queryServer, report);
        diskSpace.require(
                folder, transfers.stream().mapToLong(FileTransfer::missingBytes).sum());
        new TransferPool(PARALLEL_TRANSFERS, transfers).run(transfer -> done.accept(transfer.fetch()), report);
    }

    private static void reportProgress(List<FileTransfer> transfers, TransferRate rate, Progress progress) {
        progress.checkCancelled();
        rate.addSample(
                System.nanoTime(),
                transfers.stream().mapToLong(FileTransfer::bytesReceived).sum());
        long here = transfers.stream().mapToLong(FileTransfer::bytesPresent).sum();
        boolean allKnown =
                transfers.stream().allMatch(transfer -> transfer.size().isPresent());
        long total = allKnown
                ? transfers.stream()
                        .mapToLong(transfer -> transfer.size().getAsLong())
                        .sum()
                : 0;
        String now = transfers.stream()
                .map(FileTransfer::activity)
                .filter(activity -> !activity.isEmpty())
                .collect(Collectors.joining(", "));
        progress.report(
                (now.isEmpty() ? "Downloading" : now) + ": " + rate.describe(here, total),
                total == 0 ? 0 : Math.min(1, (double) here / total));
    }
}
