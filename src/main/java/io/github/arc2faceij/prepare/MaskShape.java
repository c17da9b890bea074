package io.github.arc2faceij.prepare;

import io.github.arc2faceij.common.Arc2FaceException;
import io.github.arc2faceij.common.Progress;

/**
 * What is to be seen of the pictures.
 *
 * @param kind of the outline
 * @param across width of an oval, in percent of the picture's
 * @param down height of an oval, in percent of the picture's
 * @param feather width of the soft edge in pixels, 0 or more
 */
public record MaskShape(Kind kind, double across, double down, double feather) {

    /** Outlines. */
    public enum Kind {
        /** All is seen. */
        NONE("None"),
        /** An ellipse in the middle, the same one for all pictures. */
        OVAL("Oval"),
        /** The convex hull of each face's landmarks. */
        HULL("Hull of the landmarks");

        private final String label;

        Kind(String label) {
            this.label = label;
        }

        /** @return the words for dialogs and macros */
        public String label() {
            return label;
        }
    }

    /**
     * @param kind of the outline
     * @param across width of an oval, in percent of the picture's
     * @param down height of an oval, in percent of the picture's
     * @param feather width of the soft edge in pixels
     * @throws Arc2FaceException when a number is out of range
     */
    public MaskShape {
        if (kind == Kind.OVAL && !(across > 0 && across <= 200 && down > 0 && down <= 200)) {
            throw new Arc2FaceException("An oval cannot be " + across + " % wide and " + down
                    + " % high. Give two numbers from more than 0 to 200, such as 72 80.");
        }
        if (!(feather >= 0 && feather <= 1000)) {
            throw new Arc2FaceException("A feather cannot be " + feather + " pixels wide. Give 0 to 1000.");
        }
    }

    /**
     * @param placed a picture; with landmarks when the outline is their hull
     * @param progress asked whether to stop
     * @return the mask of that picture
     * @throws Arc2FaceException when no pixel of it is seen in full
     */
    Mask of(Placed placed, Progress progress) {
        int width = placed.picture().width();
        int height = placed.picture().height();
        Mask mask =
                switch (kind) {
                    case NONE -> Mask.whole(width, height);
                    case OVAL -> Mask.oval(width, height, across / 100 * width, down / 100 * height, feather, progress);
                    case HULL -> Mask.hull(width, height, placed.landmarks().orElseThrow(), feather, progress);
                };
        for (boolean one : mask.inside()) {
            if (one) {
                return mask;
            }
        }
        throw new Arc2FaceException("No pixel of " + placed.name() + ", which has " + width + " x " + height
                + ", is inside the mask and its feather of " + feather
                + " pixels. Give a larger mask, a smaller feather, or place the face inside the picture.");
    }
}
