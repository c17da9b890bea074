package io.github.arc2faceij.prepare;

/** What the pictures of a set are made to share, by the functions of the SHINE toolbox. */
public enum Matching {

    /** Nothing: the table tells how far apart they are. */
    NONE("None"),
    /** {@code lumMatch}. */
    LUMINANCE("Mean and deviation (lumMatch)"),
    /** {@code histMatch}. */
    HISTOGRAM("Exact histogram (histMatch)"),
    /** {@code sfMatch}. */
    ROTATIONAL("Rotational average of the spectrum (sfMatch)"),
    /** {@code specMatch}. */
    SPECTRUM("Full spectrum (specMatch)");

    private final String label;

    Matching(String label) {
        this.label = label;
    }

    /** @return the words for dialogs and macros */
    public String label() {
        return label;
    }

    /** @return whether it works on whole pictures, and never on the inside of a mask alone */
    boolean isOfSpectrum() {
        return this == ROTATIONAL || this == SPECTRUM;
    }
}
