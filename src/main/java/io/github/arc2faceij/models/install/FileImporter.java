package io.github.arc2faceij.models.install;

import io.github.arc2faceij.common.ByteCount;
import io.github.arc2faceij.common.Progress;
import io.github.arc2faceij.models.download.FreeSpace;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;

/** Takes several files from this machine into a model folder: looks whether there is room, and shows how far it is. */
final class FileImporter {

    private final Path folder;
    private final InstalledFiles installed;
    private final FreeSpace space;
    private final ImportMode mode;
    private final SingleFileImport intake;

    /** @param mode what lies in a zip is always copied */
    FileImporter(Path folder, InstalledFiles installed, FreeSpace space, ImportMode mode) {
        this.folder = folder;
        this.installed = installed;
        this.space = space;
        this.mode = mode;
        this.intake = new SingleFileImport(folder, installed);
    }

    /**
     * @param sources where the files are
     * @param origin for the record
     */
    void run(Map<ModelFile, Path> sources, String origin, Progress progress) {
        space.require(
                folder,
                sources.values().stream()
                        .filter(source -> !isLinked(source))
                        .mapToLong(FileSize::of)
                        .sum());
        long total = sources.values().stream().mapToLong(FileSize::of).sum();
        long before = 0;
        for (Map.Entry<ModelFile, Path> entry : sources.entrySet()) {
            Progress part = progress.part(share(before, total), share(before + FileSize.of(entry.getValue()), total));
            take(entry.getKey(), entry.getValue(), origin, part);
            before += FileSize.of(entry.getValue());
        }
    }

    private void take(ModelFile file, Path source, String origin, Progress progress) {
        if (isSame(source, file.in(folder))) { // somebody put it there by hand
            new InstalledFilesCheck(folder, installed).run(List.of(file), progress);
            return;
        }
        long size = FileSize.of(source);
        LongConsumer done = bytes -> {
            progress.checkCancelled();
            progress.report(
                    "Importing " + file.target() + ": " + ByteCount.text(bytes) + " of " + ByteCount.text(size),
                    share(bytes, size));
        };
        if (isLinked(source)) {
            intake.link(source, file, origin, done);
        } else {
            intake.copy(source, file, origin, done);
        }
    }

    private boolean isLinked(Path source) {
        return mode == ImportMode.LINK && source.getFileSystem().equals(FileSystems.getDefault());
    }

    private static boolean isSame(Path a, Path b) {
        try {
            return Files.exists(b) && Files.isSameFile(a, b);
        } catch (IOException e) {
            return false;
        }
    }

    private static double share(long part, long whole) {
        return whole == 0 ? 0 : Math.min(1, (double) part / whole);
    }
}
