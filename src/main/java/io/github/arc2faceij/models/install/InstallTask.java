package io.github.arc2faceij.models.install;

import io.github.arc2faceij.common.Progress;
import io.github.arc2faceij.models.download.DiskSpaceCheck;
import io.github.arc2faceij.models.download.DownloadRequest;
import io.github.arc2faceij.models.download.DownloadedFile;
import io.github.arc2faceij.models.download.Downloader;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Downloads what a model folder lacks of some bundles, unpacks archives, and records all of it. */
final class InstallTask {

    private static final Set<InstallState> INCOMPLETE =
            Set.of(InstallState.MISSING, InstallState.PARTIAL, InstallState.DAMAGED);
    /** Unpacking and checking take about a tenth of the time of the downloads before them. */
    private static final double DOWNLOAD_SHARE = 0.9;

    private final Path folder;
    private final Catalogue catalogue;
    private final InstalledFiles installed;
    private final FolderStatus state;
    private final DiskSpaceCheck diskSpace;

    InstallTask(Path folder, Catalogue catalogue, InstalledFiles installed, DiskSpaceCheck diskSpace) {
        this.folder = folder;
        this.catalogue = catalogue;
        this.installed = installed;
        this.state = new FolderStatus(folder, installed);
        this.diskSpace = diskSpace;
    }

    void run(List<Bundle> bundles, InstallOptions options, Progress progress) {
        Map<Path, PublishedFile> wanted = new LinkedHashMap<>();
        bundles.stream()
                .flatMap(bundle -> bundle.files().stream())
                .filter(this::mustDownload)
                .forEach(file -> wanted.put(folder.resolve(file.downloadTarget()), file));
        Progress rest = progress.part(DOWNLOAD_SHARE, 1);
        fetch(wanted, options, progress.part(0, DOWNLOAD_SHARE))
                .forEach((archive, file) -> new ArchiveUnpacker(folder, installed, diskSpace).run(archive, file, rest));
        // The server has no checksum of a single file of an archive.
        new InstalledFilesCheck(folder, installed).run(unverified(bundles), rest);
    }

    /** @return the downloaded archives; other files are recorded as soon as they have their names */
    private Map<PublishedFile, DownloadedFile> fetch(
            Map<Path, PublishedFile> wanted, InstallOptions options, Progress progress) {
        Map<PublishedFile, DownloadedFile> archives = new ConcurrentHashMap<>();
        Downloader downloader =
                new Downloader(options.proxy(), options.retries(), diskSpace, new FileFormatValidator());
        List<DownloadRequest> downloads = wanted.entrySet().stream()
                .map(entry -> download(entry.getValue(), entry.getKey(), options.mirrors()))
                .toList();
        downloader.fetch(
                folder,
                downloads,
                file -> {
                    PublishedFile published = wanted.get(file.target());
                    if (published.isArchive()) {
                        archives.put(published, file);
                    } else {
                        installed.put(published.downloadTarget(), file);
                    }
                },
                progress);
        return archives;
    }

    private DownloadRequest download(PublishedFile file, Path target, Mirrors mirrors) {
        return new DownloadRequest(
                catalogue.address(file, mirrors),
                target,
                file.sha256(),
                installed.entry(file.downloadTarget()).map(InstalledFiles.Entry::sha256));
    }

    /**
     * Weights that are here under another name are used as they are. A file that was never verified is requested as well;
     * if the server has the same bytes, nothing is transferred.
     */
    private boolean mustDownload(PublishedFile published) {
        return published.files().stream()
                .filter(file -> !state.hasAlternative(file))
                .map(file -> state.of(published, file))
                .anyMatch(found ->
                        INCOMPLETE.contains(found) || found == InstallState.UNVERIFIED && !published.isArchive());
    }

    private List<ModelFile> unverified(List<Bundle> bundles) {
        return bundles.stream()
                .flatMap(bundle -> bundle.modelFiles().stream())
                .filter(file -> state.of(file) == InstallState.UNVERIFIED)
                .distinct()
                .toList();
    }
}
