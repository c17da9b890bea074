package io.github.arc2faceij.models.install;

import io.github.arc2faceij.common.Arc2FaceException;
import io.github.arc2faceij.common.ByteCount;
import io.github.arc2faceij.common.Progress;
import io.github.arc2faceij.common.Sha256;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Hashes files of a model folder and compares the SHA-256 with the recorded one. */
final class InstalledFilesCheck {

    private final Path folder;
    private final InstalledFiles installed;
    private final FileFormatValidator validator = new FileFormatValidator();

    InstalledFilesCheck(Path folder, InstalledFiles installed) {
        this.folder = folder;
        this.installed = installed;
    }

    /** Hashes those of the files that are there, and records what was found. */
    void run(List<ModelFile> files, Progress progress) {
        List<ModelFile> there = files.stream()
                .filter(file -> Files.isRegularFile(file.in(folder)))
                .toList();
        long total =
                there.stream().mapToLong(file -> FileSize.of(file.in(folder))).sum();
        long before = 0;
        for (ModelFile file : there) {
            long start = before;
            String sha256 = Sha256.of(file.in(folder), done -> {
                progress.checkCancelled();
                progress.report(
                        "Checking " + file.target() + ": " + ByteCount.text(start + done) + " of "
                                + ByteCount.text(total),
                        Math.min(1, (start + done) / (double) total));
            });
            record(file, sha256);
            before += FileSize.of(file.in(folder));
        }
    }

    private void record(ModelFile file, String sha256) {
        Optional<InstalledFiles.Entry> known = installed.entry(file.target());
        if (known.isPresent()) {
            boolean damaged = !known.get().sha256().equalsIgnoreCase(sha256);
            installed.put(file.target(), known.get().damaged(damaged));
        } else {
            Path path = file.in(folder);
            installed.put(
                    file.target(),
                    InstalledFiles.Entry.now(FileSize.of(path), sha256, "found in the model folder")
                            .damaged(!isValid(path)));
        }
    }

    private boolean isValid(Path path) {
        try {
            validator.validate(path, path.getFileName().toString());
            return true;
        } catch (Arc2FaceException e) {
            return false;
        }
    }
}
