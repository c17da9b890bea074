package io.github.arc2faceij.models.install;

import io.github.arc2faceij.common.Arc2FaceException;
import io.github.arc2faceij.models.download.Downloader;
import io.github.arc2faceij.weights.WeightNames;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The states of files and bundles of a model folder, from names, sizes and the record. Nothing is hashed or written. */
final class FolderStatus {

    private final Path folder;
    private final InstalledFiles installed;

    FolderStatus(Path folder, InstalledFiles installed) {
        this.folder = folder;
        this.installed = installed;
    }

    InstallState of(Bundle bundle) {
        Set<InstallState> states = EnumSet.noneOf(InstallState.class);
        bundle.files().forEach(published -> published.files().forEach(file -> states.add(of(published, file))));
        if (states.contains(InstallState.DAMAGED)) {
            return InstallState.DAMAGED;
        }
        if (states.equals(EnumSet.of(InstallState.MISSING))) {
            return InstallState.MISSING;
        }
        if (states.contains(InstallState.MISSING) || states.contains(InstallState.PARTIAL)) {
            return InstallState.PARTIAL;
        }
        return states.contains(InstallState.UNVERIFIED) ? InstallState.UNVERIFIED : InstallState.VERIFIED;
    }

    /** @return the file's state; {@link InstallState#PARTIAL} when its download, or that of its archive, has started */
    InstallState of(PublishedFile published, ModelFile file) {
        InstallState state = of(file);
        return state == InstallState.MISSING && hasDownloadStarted(published) ? InstallState.PARTIAL : state;
    }

    /** @return the file's state, whatever else lies in the folder */
    InstallState of(ModelFile file) {
        Path path = file.in(folder);
        if (!Files.isRegularFile(path)) {
            return hasAlternative(file) ? InstallState.UNVERIFIED : InstallState.MISSING;
        }
        Optional<InstalledFiles.Entry> entry = installed.entry(file.target());
        if (entry.isEmpty()) {
            return InstallState.UNVERIFIED;
        }
        return entry.get().damaged() || entry.get().size() != FileSize.of(path)
                ? InstallState.DAMAGED
                : InstallState.VERIFIED;
    }

    /** @return whether weights of another name, or in shards, are there in place of the file */
    boolean hasAlternative(ModelFile file) {
        return !Files.isRegularFile(file.in(folder)) && files(file).stream().allMatch(Files::isRegularFile);
    }

    /** A damaged index of shards is no alternative; the error comes when the model is used. */
    private List<Path> files(ModelFile file) {
        try {
            return WeightNames.files(file.in(folder));
        } catch (Arc2FaceException e) {
            return List.of(file.in(folder));
        }
    }

    /** @return the bytes of a bundle that are on the disk, partly downloaded files included */
    long bytesOnDisk(Bundle bundle) {
        long bytes = 0;
        for (PublishedFile published : bundle.files()) {
            Path download = folder.resolve(published.downloadTarget());
            bytes += FileSize.orZero(Downloader.partFile(download))
                    + (published.isArchive() ? FileSize.orZero(download) : 0);
            bytes += published.files().stream()
                    .flatMap(file -> files(file).stream())
                    .mapToLong(FileSize::orZero)
                    .sum();
        }
        return bytes;
    }

    /** @return the sizes of a bundle's files as far as the record or the catalogue knows them */
    long bytesExpected(Bundle bundle) {
        return bundle.files().stream().mapToLong(this::bytesExpected).sum();
    }

    private long bytesExpected(PublishedFile published) {
        long recorded = published.files().stream()
                .map(file -> installed.entry(file.target()))
                .mapToLong(entry -> entry.map(InstalledFiles.Entry::size).orElse(0L))
                .sum();
        return recorded > 0 ? recorded : published.bytes().orElse(0);
    }

    private boolean hasDownloadStarted(PublishedFile published) {
        Path download = folder.resolve(published.downloadTarget());
        return Files.exists(Downloader.partFile(download)) || published.isArchive() && Files.exists(download);
    }
}
