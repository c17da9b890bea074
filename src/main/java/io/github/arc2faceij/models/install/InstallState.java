package io.github.arc2faceij.models.install;

/** The state of a bundle or of one of its files. */
public enum InstallState {
    /** Not on the disk. */
    MISSING("missing"),
    /** Some of it is there; installing goes on where it stopped. */
    PARTIAL("partial"),
    /** There, but never verified: it was copied by hand. */
    UNVERIFIED("not verified"),
    /** There, and of the size that it had when its SHA-256 was last checked. */
    VERIFIED("verified"),
    /** There, with another size or another SHA-256 than when it was installed. */
    DAMAGED("damaged");

    private final String label;

    InstallState(String label) {
        this.label = label;
    }

    /** @return the word for dialogs and tables */
    @Override
    public String toString() {
        return label;
    }
}
