package io.github.arc2faceij.updatesite;

import java.util.Collection;
import java.util.List;

/**
 * What the updater shows of a file, and what it installs along with it.
 *
 * @param categories by which files can be listed
 * @param description a sentence
 * @param dependencies paths in an ImageJ folder, of this site's files or another's
 * @param links where to read more
 * @param authors who made it
 */
record About(
        List<String> categories,
        String description,
        List<String> dependencies,
        List<String> links,
        List<String> authors) {

    /** Nothing is known: a library. */
    static final About NOTHING = new About(List.of(), "", List.of(), List.of(), List.of());

    /** The same, with other dependencies. */
    About withDependencies(Collection<String> others) {
        return new About(categories, description, List.copyOf(others), links, authors);
    }
}
