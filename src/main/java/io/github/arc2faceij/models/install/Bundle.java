package io.github.arc2faceij.models.install;

import java.util.List;

/**
 * Files that are installed together because none is of use without the others.
 *
 * @param id for macros and catalogues
 * @param name for dialogs
 * @param purpose what it is for, in a sentence or two
 * @param licence on what terms it may be used
 * @param files as they are published
 */
public record Bundle(String id, String name, String purpose, Licence licence, List<PublishedFile> files) {

    /**
     * Copies the list.
     *
     * @param id for macros and catalogues
     * @param name for dialogs
     * @param purpose what it is for, in a sentence or two
     * @param licence on what terms it may be used
     * @param files as they are published
     */
    public Bundle {
        files = List.copyOf(files);
    }

    /** @return all that the bundle brings into a model folder */
    public List<ModelFile> modelFiles() {
        return files.stream().flatMap(file -> file.files().stream()).toList();
    }
}
