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

/** How the files of a model folder are, by their names, their sizes and the record; nothing is hashed or written. */
final class FolderState {

    private final Path folder;
    private final InstalledFiles installed;

    FolderState(Path folder, InstalledFiles installed) {
        this.folder = folder;
        this.installed = installed;
    }

    State of(Bundle bundle) {
        Set<State> states = EnumSet.noneOf(State.class);
        bundle.files().forEach(published -> published.files().forEach(file -> states.add(of(published, file))));
        if (states.contains(State.DAMAGED)) {
            return State.DAMAGED;
        }
        if (states.equals(EnumSet.of(State.MISSING))) {
            return State.MISSING;
        }
        if (states.contains(State.MISSING) || states.contains(State.PARTIAL)) {
            return State.PARTIAL;
        }
        return states.contains(State.UNVERIFIED) ? State.UNVERIFIED : State.VERIFIED;
    }

    /** @return the file's state; {@link State#PARTIAL} when its download, or that of its archive, has begun */
    State of(PublishedFile published, ModelFile file) {
        State state = of(file);
        return state == State.MISSING && hasBegun(published) ? State.PARTIAL : state;
    }

    /** @return the file's state, whatever else lies in the folder */
    State of(ModelFile file) {
        Path path = file.in(folder);
        if (!Files.isRegularFile(path)) {
            return hasSubstitute(file) ? State.UNVERIFIED : State.MISSING;
        }
        Optional<InstalledFiles.Entry> entry = installed.entry(file.target());
        if (entry.isEmpty()) {
            return State.UNVERIFIED;
        }
        return entry.get().damaged() || entry.get().size() != FileSize.of(path) ? State.DAMAGED : State.VERIFIED;
    }

    /** @return whether weights under another of their names, or in shards, do what the file would do */
    boolean hasSubstitute(ModelFile file) {
        return !Files.isRegularFile(file.in(folder)) && files(file).stream().allMatch(Files::isRegularFile);
    }

    /** A damaged index of shards is no substitute; using the model tells what is wrong with it. */
    private List<Path> files(ModelFile file) {
        try {
            return WeightNames.files(file.in(folder));
        } catch (Arc2FaceException e) {
            return List.of(file.in(folder));
        }
    }

    /** @return the bytes of a bundle that are on the disk, parts included */
    long bytesHere(Bundle bundle) {
        long bytes = 0;
        for (PublishedFile published : bundle.files()) {
            Path download = folder.resolve(published.downloadTarget());
            bytes += FileSize.orZero(Downloader.partOf(download))
                    + (published.isArchive() ? FileSize.orZero(download) : 0);
            bytes += published.files().stream()
                    .flatMap(file -> files(file).stream())
                    .mapToLong(FileSize::orZero)
                    .sum();
        }
        return bytes;
    }

    /** @return the sizes of a bundle's files as far as the record or the catalogue knows them */
    long bytesKnown(Bundle bundle) {
        return bundle.files().stream().mapToLong(this::bytesKnown).sum();
    }

    private long bytesKnown(PublishedFile published) {
        long recorded = published.files().stream()
                .map(file -> installed.entry(file.target()))
                .mapToLong(entry -> entry.map(InstalledFiles.Entry::size).orElse(0L))
                .sum();
        return recorded > 0 ? recorded : published.bytes().orElse(0);
    }

    private boolean hasBegun(PublishedFile published) {
        Path download = folder.resolve(published.downloadTarget());
        return Files.exists(Downloader.partOf(download)) || published.isArchive() && Files.exists(download);
    }
}
