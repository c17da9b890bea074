package io.github.arc2faceij.models.install;

import io.github.arc2faceij.common.Arc2FaceException;
import io.github.arc2faceij.common.Progress;
import io.github.arc2faceij.models.download.DiskSpaceCheck;
import io.github.arc2faceij.models.download.DownloadedFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Unpacks the files of a downloaded archive that the catalogue names, and deletes the archive. */
final class ArchiveUnpacker {

    private final Path folder;
    private final InstalledFiles installed;
    private final DiskSpaceCheck diskSpace;

    ArchiveUnpacker(Path folder, InstalledFiles installed, DiskSpaceCheck diskSpace) {
        this.folder = folder;
        this.installed = installed;
        this.diskSpace = diskSpace;
    }

    /**
     * @param published the archive in the catalogue
     * @param archive the archive on the disk; it stays when the user stops, and is removed otherwise
     */
    void run(PublishedFile published, DownloadedFile archive, Progress progress) {
        try (SourceTree tree = SourceTree.open(archive.target(), progress)) {
            Map<ModelFile, Path> members = tree.find(published.files());
            requireAll(published, archive, members);
            new FileImporter(folder, installed, diskSpace, ImportMode.COPY)
                    .run(members, archive.address().toString(), progress);
        } catch (Arc2FaceException e) {
            delete(archive.target()); // else the next attempt would find it again
            throw e;
        }
        installed.put(published.downloadTarget(), archive);
        delete(archive.target());
    }

    private static void requireAll(PublishedFile published, DownloadedFile archive, Map<ModelFile, Path> members) {
        for (ModelFile file : published.files()) {
            if (!members.containsKey(file)) {
                throw new Arc2FaceException("The archive " + archive.address() + " lacks " + file.target()
                        + ": its publisher changed it, or the mirror holds another one. Look for a newer version of the"
                        + " plugin, or import a folder with the files.");
            }
        }
    }

    private static void delete(Path archive) {
        try {
            Files.delete(archive);
        } catch (IOException e) {
            throw new Arc2FaceException(
                    "The archive " + archive + " could not be removed (" + e.getMessage() + "). Delete it by hand.", e);
        }
    }
}
