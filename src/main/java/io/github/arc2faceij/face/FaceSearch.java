package io.github.arc2faceij.face;

import io.github.arc2faceij.common.Labels;

/**
 * Whether faces are looked for that are too small to be seen when a detector looks at the whole picture at once. Then it
 * looks at tile after tile, which takes seconds on a photo of 24 megapixels and finds faces of {@value Tiles#SMALLEST}
 * pixels and more.
 */
public enum FaceSearch {

    /** Only in pictures in which no other face is found. */
    WHERE_NONE("Where there is no other"),

    /** In all pictures, besides the others. */
    ALWAYS("Always"),

    /** Never. */
    NEVER("Never");

    private final String label;

    FaceSearch(String label) {
        this.label = label;
    }

    /** @return the words for dialogs and macros */
    public String label() {
        return label;
    }

    /**
     * @param label the words of a dialog or a macro, upper or lower case
     * @return the search of that name
     * @throws io.github.arc2faceij.common.Arc2FaceException when there is none
     */
    public static FaceSearch of(String label) {
        return Labels.choose("search for small faces", values(), FaceSearch::label, label.strip());
    }
}
