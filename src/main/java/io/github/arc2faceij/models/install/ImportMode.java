package io.github.arc2faceij.models.install;

/** What importing does with the files; the source is never changed. */
public enum ImportMode {
    /** A second copy, which the source may then lose. */
    COPY("Copy the files"),
    /** The same bytes under a second name (a hard link): no room is taken, but both must lie on one disk. */
    LINK("Use them in place");

    private final String label;

    ImportMode(String label) {
        this.label = label;
    }

    /** @return the words for dialogs */
    @Override
    public String toString() {
        return label;
    }
}
