package io.github.arc2faceij.models.install;

/** How a bundle, or one of its files, is. The later states are those that the user should do something about first. */
public enum InstallState {
    /** Not there. */
    MISSING("missing"),
    /** Some of it is there; installing goes on where it stopped. */
    PARTIAL("partial"),
    /** There, but never compared with anything: somebody copied it by hand. */
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
