package io.github.arc2faceij.image.file;

import io.github.arc2faceij.common.Arc2FaceException;
import io.github.arc2faceij.common.Labels;

/** How pictures are saved: the choices of {@code format=}. */
public enum PictureFormat {
    /** A file for each slice; any program reads it. */
    PNG("PNG, one file per slice"),
    /** One file for the stack, as ImageJ itself writes it. */
    TIFF("TIFF, one file for the stack");

    private final String label;

    PictureFormat(String label) {
        this.label = label;
    }

    /** @return the words for dialogs and macros */
    public String label() {
        return label;
    }

    /**
     * @param label the words of a dialog or a macro; the format's name alone will do
     * @return the format
     * @throws Arc2FaceException when there is none of that name
     */
    public static PictureFormat of(String label) {
        return Labels.find(values(), PictureFormat::label, label)
                .orElseGet(() -> Labels.choose("picture format", values(), PictureFormat::name, label.strip()));
    }
}
