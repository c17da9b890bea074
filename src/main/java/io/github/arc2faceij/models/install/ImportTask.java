package io.github.arc2faceij.models.install;

import io.github.arc2faceij.common.Arc2FaceException;
import io.github.arc2faceij.common.Progress;
import io.github.arc2faceij.models.download.DiskSpaceCheck;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Imports into a model folder what a {@link SourceTree} holds of the catalogue's bundles. */
final class ImportTask {

    private final Path folder;
    private final Catalogue catalogue;
    private final InstalledFiles installed;
    private final DiskSpaceCheck diskSpace;

    ImportTask(Path folder, Catalogue catalogue, InstalledFiles installed, DiskSpaceCheck diskSpace) {
        this.folder = folder;
        this.catalogue = catalogue;
        this.installed = installed;
        this.diskSpace = diskSpace;
    }

    /** @return the bundles of which something is there */
    List<Bundle> findBundles(SourceTree tree) {
        return catalogue.bundles().values().stream()
                .filter(bundle -> !tree.find(bundle.modelFiles()).isEmpty()
                        || bundle.files().stream()
                                .anyMatch(file -> archive(tree, file).isPresent()))
                .toList();
    }

    /** @return the same, never none */
    List<Bundle> requireBundles(SourceTree tree) {
        List<Bundle> found = findBundles(tree);
        if (found.isEmpty()) {
            throw new Arc2FaceException(
                    "There are no models in " + tree.source() + " that the catalogue knows. Choose the"
                            + " folder that holds, for example, the folders arc2face and encoder, or the file antelopev2.zip.");
        }
        return found;
    }

    /** @return the imported files, relative to the model folder; verified ones are not replaced */
    List<String> run(SourceTree tree, List<Bundle> bundles, ImportMode mode, Progress progress) {
        Map<ModelFile, Path> found = new LinkedHashMap<>();
        List<SourceTree> archives = new ArrayList<>();
        try {
            for (Bundle bundle : bundles) {
                found.putAll(tree.find(bundle.modelFiles()));
                for (PublishedFile published : bundle.files()) {
                    archive(tree, published)
                            .map(zip -> SourceTree.open(zip, progress))
                            .ifPresent(archive -> {
                                archives.add(archive);
                                archive.find(published.files()).forEach(found::putIfAbsent);
                            });
                }
            }
            FolderStatus state = new FolderStatus(folder, installed);
            found.keySet().removeIf(file -> state.of(file) == InstallState.VERIFIED);
            new FileImporter(folder, installed, diskSpace, mode)
                    .run(found, tree.source().toString(), progress);
            return found.keySet().stream().map(ModelFile::target).toList();
        } finally {
            archives.forEach(SourceTree::close);
        }
    }

    private static Optional<Path> archive(SourceTree tree, PublishedFile published) {
        return published.isArchive() ? tree.find(published.fileName()) : Optional.empty();
    }
}
