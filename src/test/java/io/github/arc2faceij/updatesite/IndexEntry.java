package io.github.arc2faceij.updatesite;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.scijava.util.FileUtils;

/**
 * A file in the site's index, through all its versions.
 *
 * @param path of the newest version
 * @param about of the newest version
 * @param current what is offered; nothing when the file was withdrawn
 * @param old earlier versions, the latest first
 */
record IndexEntry(String path, About about, Optional<Version> current, List<OldVersion> old) {

    /** What the updater takes for the same file in all versions: the path without a version number. */
    static String key(String path) {
        return FileUtils.stripFilenameVersion(path);
    }

    /** A file that the site has not had before. */
    static IndexEntry of(Release release, String checksum, long timestamp) {
        Version version = new Version(release.path(), checksum, timestamp);
        return new IndexEntry(release.path(), release.about(), Optional.of(version), List.of());
    }

    /** The entry after a release: the same content keeps its timestamp and name, other content makes this one obsolete. */
    IndexEntry after(Release release, String checksum, long timestamp) {
        if (current.isPresent() && current.get().checksum().equals(checksum)) {
            return new IndexEntry(path, release.about(), current, old);
        }
        IndexEntry fresh = of(release, checksum, timestamp);
        return new IndexEntry(fresh.path, fresh.about, fresh.current, withdrawn(timestamp).old);
    }

    /** The entry when the site offers the file no more. */
    IndexEntry withdrawn(long timestamp) {
        List<OldVersion> versions = new ArrayList<>(old);
        current.ifPresent(version -> versions.add(0, new OldVersion(version, timestamp)));
        return new IndexEntry(path, About.NOTHING, Optional.empty(), versions);
    }
}
