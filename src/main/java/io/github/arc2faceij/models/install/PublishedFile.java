package io.github.arc2faceij.models.install;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A file as it is published: one of the model folder, or an archive with several of them.
 *
 * @param host the name of the host in the catalogue
 * @param path relative to the host's address
 * @param bytes about how many, if that is known before the server is asked
 * @param sha256 that it must have, if the catalogue pins it
 * @param isArchive whether it is a zip that is unpacked
 * @param files what it gives to the model folder; one unless it is an archive
 */
public record PublishedFile(
        String host,
        String path,
        OptionalLong bytes,
        Optional<String> sha256,
        boolean isArchive,
        List<ModelFile> files) {

    /**
     * Copies the list.
     *
     * @param host the name of the host in the catalogue
     * @param path relative to the host's address
     * @param bytes about how many, if that is known before the server is asked
     * @param sha256 that it must have, if the catalogue pins it
     * @param isArchive whether it is a zip that is unpacked
     * @param files what it gives to the model folder; one unless it is an archive
     */
    public PublishedFile {
        files = List.copyOf(files);
    }

    /** @return the name of the published file, without folders */
    String fileName() {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    /** @return where it is downloaded to, relative to the model folder */
    String downloadTarget() {
        return isArchive ? "downloads/" + fileName() : files.get(0).target();
    }
}
