package io.github.arc2faceij.face;

import io.github.arc2faceij.common.Arc2FaceException;
import io.github.arc2faceij.common.Labels;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Which of the faces in a picture a user means. */
public enum FaceChoice {

    /** The one with the largest box, as Arc2Face takes it; the surer one when two are alike. */
    LARGEST("Largest face") {
        @Override
        List<Face> pick(List<Face> faces, List<Box> selection) {
            return List.of(
                    best(faces, Comparator.comparingDouble(face -> face.box().area())));
        }
    },

    /**
     * The one whose box the selection fits best, by intersection over union: a rectangle drawn around a small face means
     * that face, though it may cover more of a large one behind it. Of a selection in several parts, each part means a
     * face. A part without area counts as one pixel.
     */
    SELECTION("Selection") {
        @Override
        List<Face> pick(List<Face> faces, List<Box> selection) {
            if (selection.isEmpty()) {
                throw new Arc2FaceException("There is no selection in the image. Draw one around a face, or choose '"
                        + LARGEST.label + "'.");
            }
            return selection.stream()
                    .map(part -> bestIn(faces, atLeastOnePixel(part)))
                    .distinct()
                    .toList();
        }

        private Face bestIn(List<Face> faces, Box part) {
            Face face = best(faces, Comparator.comparingDouble(f -> f.box().iou(part)));
            if (face.box().iou(part) == 0) {
                throw new Arc2FaceException(String.format(
                        Locale.ROOT,
                        "No face lies in the selection at x=%.0f y=%.0f; %s elsewhere in the image. Draw the selection"
                                + " around a face, or choose '%s'.",
                        part.x1(),
                        part.y1(),
                        countText(faces.size()),
                        LARGEST.label));
            }
            return face;
        }
    },

    /** All of them, best score first. */
    ALL("All faces") {
        @Override
        List<Face> pick(List<Face> faces, List<Box> selection) {
            return List.copyOf(faces);
        }
    };

    private final String label;

    FaceChoice(String label) {
        this.label = label;
    }

    /** @return the words for dialogs and macros */
    public String label() {
        return label;
    }

    /**
     * @param label the words of a dialog or a macro, upper or lower case
     * @return the choice of that name
     * @throws Arc2FaceException when there is none
     */
    public static FaceChoice of(String label) {
        return Labels.choose("choice of faces", values(), FaceChoice::label, label.strip());
    }

    /**
     * @param faces what was detected, best score first
     * @param selection the bounds of the parts of the user's selection; empty when there is none
     * @return the faces that are meant, at least one
     * @throws Arc2FaceException when there are no faces, or none in the selection
     */
    public List<Face> choose(List<Face> faces, List<Box> selection) {
        if (faces.isEmpty()) {
            throw new Arc2FaceException(
                    "No face was found. The plugin looked at the picture as it is, with a border, and"
                            + " turned in steps of 45 degrees. Use a picture in which the face looks towards the"
                            + " camera, is sharp and bright, and is 40 pixels wide or more.");
        }
        return pick(faces, selection);
    }

    abstract List<Face> pick(List<Face> faces, List<Box> selection);

    /** The first of the best: a reduction keeps the earlier one of two that are alike. */
    private static Face best(List<Face> faces, Comparator<Face> order) {
        return faces.stream().reduce((a, b) -> order.compare(b, a) > 0 ? b : a).orElseThrow();
    }

    private static Box atLeastOnePixel(Box box) {
        return box.area() > 0 ? box : new Box(box.x1() - 0.5, box.y1() - 0.5, box.x2() + 0.5, box.y2() + 0.5);
    }

    private static String countText(int faces) {
        return faces == 1 ? "there is one" : "there are " + faces;
    }
}
