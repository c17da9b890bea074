package io.github.arc2faceij.commands.continuum;

import io.github.arc2faceij.common.Arc2FaceException;
import io.github.arc2faceij.common.Labels;

/** What changes from step to step: the choices of {@code along=}. */
public enum ContinuumKind {
    /** From one person to another. */
    IDENTITY("Identity"),
    /** From one angle to another. */
    YAW("Yaw"),
    /** From the person's own expression to that of a reference. */
    EXPRESSION("Expression");

    private final String label;

    ContinuumKind(String label) {
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
    public static ContinuumKind of(String label) {
        return Labels.choose("kind of continuum", values(), ContinuumKind::label, label.strip());
    }
}
