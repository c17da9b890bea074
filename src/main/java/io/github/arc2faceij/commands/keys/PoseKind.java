package io.github.arc2faceij.commands.keys;

import io.github.arc2faceij.common.Arc2FaceException;
import java.util.Arrays;
import java.util.stream.Collectors;

/** How a user says how a head is turned: the choices of {@code pose=}. */
public enum PoseKind {
    /** By points on an image. */
    LANDMARKS("Landmark overlay"),
    /** By a face on an image, whose points are detected. */
    REFERENCE("Reference image"),
    /** By numbers. */
    ANGLES("Angles");

    private final String label;

    PoseKind(String label) {
        this.label = label;
    }

    /** @return the words for dialogs and macros */
    public String label() {
        return label;
    }

    /**
     * @param label the words of a dialog or a macro
     * @return the kind of that name
     * @throws Arc2FaceException when there is none
     */
    static PoseKind of(String label) {
        return Arrays.stream(values())
                .filter(kind -> kind.label.equalsIgnoreCase(label.strip()))
                .findFirst()
                .orElseThrow(() -> new Arc2FaceException("A pose cannot be given by \"" + label + "\". Use "
                        + Arrays.stream(values()).map(PoseKind::label).collect(Collectors.joining("\", \"", "\"", "\""))
                        + "."));
    }
}
