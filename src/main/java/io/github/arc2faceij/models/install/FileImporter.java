package io.github.arc2faceij.models.install;

import io.github.arc2faceij.common.ByteCount;
import io.github.arc2faceij.common.Progress;
import io.github.arc2faceij.models.download.DiskSpaceCheck;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;

/** Imports files of this machine into a model folder: checks the free disk space, and reports progress. */
final class FileImporter {

    private final Path folder;
    private final InstalledFiles installed;
    private final DiskSpaceCheck diskSpace;
    private final ImportMode mode;
    private final SingleFileImport single;

    /** @param mode what lies in a zip is always copied */
    FileImporter(Path folder, InstalledFiles installed, DiskSpaceCheck diskSpace, ImportMode mode) {
        this.folder = folder;
        this.installed = installed;
        this.diskSpace = diskSpace;
        this.mode = mode;
        this.single = new SingleFileImport(folder, installed);
    }

    /**
     * @param sources where the files are
     * @param origin for the record: where they come from
     */
    void run(Map<ModelFile, Path> sources, String origin, Progress progress) {
        diskSpace.require(
                folder,
                sources.values().stream()
                        .filter(source -> !isLinked(source))
                        .mapToLong(FileSize::of)
                        .sum());
        long total = sources.values().stream().mapToLong(FileSize::of).sum();
        long before = 0;
        for (Map.Entry<ModelFile, Path> entry : sources.entrySet()) {
            Progress part =
                    progress.part(fraction(before, total), fraction(before + FileSize.of(entry.getValue()), total));
            importFile(entry.getKey(), entry.getValue(), origin, part);
            before += FileSize.of(entry.getValue());
        }
    }

    private void importFile(ModelFile file, Path source, String origin, Progress progress) {
        if (isSame(source, file.in(folder))) { // it was put there by hand
            new InstalledFilesCheck(folder, installed).run(List.of(file), progress);
            return;
        }
        long size = FileSize.of(source);
        LongConsumer done = bytes -> {
            progress.checkCancelled();
            progress.report(
                    "Importing " + file.target() + ": " + ByteCount.text(bytes) + " of " + ByteCount.text(size),
                    fraction(bytes, size));
        };
        if (isLinked(source)) {
            single.link(source, file, origin, done);
        } else {
            single.copy(source, file, origin, done);
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

    private static double fraction(long part, long whole) {
        return whole == 0 ? 0 : Math.min(1, (double) part / whole);
    }
}
