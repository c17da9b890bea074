package io.github.arc2faceij.image.file;

import io.github.arc2faceij.common.Arc2FaceException;
import java.util.Arrays;
import java.util.stream.Collectors;

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
        return Arrays.stream(values())
                .filter(format -> format.label.equals(label) || format.name().equalsIgnoreCase(label.strip()))
                .findFirst()
                .orElseThrow(() -> new Arc2FaceException("Pictures cannot be saved as \"" + label + "\". Use "
                        + Arrays.stream(values())
                                .map(PictureFormat::label)
                                .collect(Collectors.joining("\" or \"", "\"", "\""))
                        + "."));
    }
}
