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
 * Brings files from the web into a folder, two at a time: asks what the servers have, looks whether the disk has room,
 * then receives. A connection that breaks off is taken up again where it stopped, now or years later; wrong bytes never
 * get a file's name.
 *
 * <pre>{@code
 * Downloader downloader = new Downloader(Optional.empty(), RetrySettings.DEFAULT, new FreeSpace(Disk.OF_FOLDER), FileValidator.NONE);
 * downloader.fetch(folder, downloads, file -> System.out.println(file.target()), progress);
 * }</pre>
 */
public final class Downloader {

    /** More would take a shared line from its other users and gain nothing. */
    private static final int AT_ONCE = 2;

    private final HttpGetClient http;
    private final RetrySettings timing;
    private final FreeSpace space;
    private final FileValidator inspection;

    /**
     * @param proxy to go through; without one the system's settings hold
     * @param timing how patient to be
     * @param space looks whether the disk has room
     * @param inspection looks into every file before it gets its name
     */
    public Downloader(Optional<ProxyServer> proxy, RetrySettings timing, FreeSpace space, FileValidator inspection) {
        this(new HttpGetClient(proxy, timing), timing, space, inspection);
    }

    Downloader(HttpGetClient http, RetrySettings timing, FreeSpace space, FileValidator inspection) {
        this.http = http;
        this.timing = timing;
        this.space = space;
        this.inspection = inspection;
    }

    /**
     * @param target of a download
     * @return where its bytes lie until it is whole
     */
    public static Path partOf(Path target) {
        return PartFile.of(target);
    }

    /**
     * Removes what arrived of a file, for it came another way.
     *
     * @param target of a download
     * @throws Arc2FaceException when the part cannot be removed
     */
    public static void dropPart(Path target) {
        PartFile.drop(target);
    }

    /**
     * Brings all files; those that lie there already with the same bytes are only checked.
     *
     * @param folder existing; the targets lie in it
     * @param downloads what to fetch
     * @param done told of every file that has its name, from a thread of its own
     * @param progress told of bytes, rate and time left, on the calling thread
     * @throws CancellationException when the user asked to stop; what arrived is kept
     * @throws Arc2FaceException when a file cannot be had; what arrived is kept
     */
    public void fetch(Path folder, List<DownloadRequest> downloads, Consumer<DownloadedFile> done, Progress progress) {
        List<FileTransfer> transfers = downloads.stream()
                .map(download -> new FileTransfer(download, http, timing, inspection))
                .toList();
        TransferRate meter = new TransferRate();
        Runnable show = () -> show(transfers, meter, progress);
        new TransferPool(AT_ONCE, transfers).run(FileTransfer::ask, show);
        space.require(
                folder, transfers.stream().mapToLong(FileTransfer::missingBytes).sum());
        new TransferPool(AT_ONCE, transfers).run(transfer -> done.accept(transfer.fetch()), show);
    }

    private static void show(List<FileTransfer> transfers, TransferRate meter, Progress progress) {
        progress.checkCancelled();
        meter.add(
                System.nanoTime(),
                transfers.stream().mapToLong(FileTransfer::received).sum());
        long here = transfers.stream().mapToLong(FileTransfer::done).sum();
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
                (now.isEmpty() ? "Downloading" : now) + ": " + meter.text(here, total),
                total == 0 ? 0 : Math.min(1, (double) here / total));
    }
}
