package io.github.arc2faceij.models;

import io.github.arc2faceij.common.Arc2FaceException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The cache of huggingface_hub: a folder {@code models--OWNER--NAME} with a folder of links for each revision,
 * {@code snapshots/REVISION}, and the revision of a branch in {@code refs/main}.
 */
final class HubCache {

    private static final String SNAPSHOTS = "snapshots";
    private static final String PREFIX = "models--";

    private HubCache() {}

    /**
     * @param folder any
     * @return the snapshot of the branch main, or the only one, if the folder is one of the cache; else the folder itself
     * @throws Arc2FaceException when there are several snapshots and it does not say which is main
     */
    static Path snapshot(Path folder) {
        Path snapshots = folder.resolve(SNAPSHOTS);
        if (!Files.isDirectory(snapshots)) {
            return folder;
        }
        try (Stream<Path> found = Files.list(snapshots)) {
            List<Path> all = found.filter(Files::isDirectory).sorted().toList();
            return main(folder)
                    .map(snapshots::resolve)
                    .filter(all::contains)
                    .or(() -> all.size() == 1 ? Optional.of(all.get(0)) : Optional.empty())
                    .orElseThrow(() -> new Arc2FaceException("The folder " + folder + " of Hugging Face's cache holds "
                            + all.size() + " snapshots and does not say which one is its branch main. Choose one of"
                            + " the folders in " + snapshots + "."));
        } catch (IOException e) {
            throw new Arc2FaceException("The folder " + folder + " cannot be read: " + e + ".", e);
        }
    }

    private static Optional<String> main(Path folder) throws IOException {
        Path ref = folder.resolve("refs/main");
        String revision = Files.isRegularFile(ref) && Files.size(ref) < 100
                ? Files.readString(ref).strip()
                : "";
        return revision.matches("[\\w-]+") ? Optional.of(revision) : Optional.empty();
    }

    /** @return OWNER/NAME, if the folder is a snapshot of the cache */
    static Optional<String> name(Path folder) {
        Path snapshots = folder.getParent();
        if (snapshots == null || !snapshots.endsWith(SNAPSHOTS) || snapshots.getParent() == null) {
            return Optional.empty();
        }
        String repository = String.valueOf(snapshots.getParent().getFileName());
        return repository.startsWith(PREFIX)
                ? Optional.of(repository.substring(PREFIX.length()).replace("--", "/"))
                : Optional.empty();
    }
}
