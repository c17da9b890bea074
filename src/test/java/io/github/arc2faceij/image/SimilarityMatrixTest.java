package io.github.arc2faceij.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.ImagePlus;
import ij.measure.ResultsTable;
import io.github.arc2faceij.face.Identity;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class SimilarityMatrixTest {

    private final SimilarityMatrix matrix = SimilarityMatrix.of(
            List.of("a face 1", "a face 2"),
            List.of(identity(0), identity(1)),
            List.of("b face 1", "b face 2", "b face 3"),
            List.of(identity(0), identity(0.6f), identity(1)));

    @Test
    void everyFirstFaceMeetsEverySecondOne() {
        assertEquals(1, matrix.values()[0][0], 1e-6);
        assertEquals(0.8, matrix.values()[0][1], 1e-6);
        assertEquals(0, matrix.values()[0][2], 1e-6);
        assertEquals(0.6, matrix.values()[1][1], 1e-6);
    }

    @Test
    void theTableNamesTheFaces() {
        ResultsTable table = matrix.table();
        assertEquals(2, table.size());
        assertEquals("a face 2", table.getStringValue("Face", 1));
        assertEquals(0.6, table.getValue("b face 2", 1), 1e-6);
        assertEquals(List.of("Face", "b face 1", "b face 2", "b face 3"), List.of(table.getHeadings()));
    }

    @Test
    void thePictureHasASquareForEachValueAndHeadings() {
        ImagePlus picture = matrix.picture("Similarity");
        int cell = SimilarityMatrix.CELL;
        assertEquals(32, picture.getBitDepth());
        assertEquals(4 * cell, picture.getWidth());
        assertEquals(3 * cell, picture.getHeight());
        assertEquals(0.6, picture.getProcessor().getf(2 * cell, 2 * cell), 1e-6);
        assertEquals(0.6, picture.getProcessor().getf(3 * cell - 1, 3 * cell - 1), 1e-6);
        assertTrue(Float.isNaN(picture.getProcessor().getf(cell - 1, 2 * cell)));
        assertEquals(0, picture.getDisplayRangeMin());
        assertEquals(1, picture.getDisplayRangeMax());
        assertTrue(picture.getProcessor().isColorLut());
        assertEquals("0.60", labelAt(picture, 2 * cell + 5, 2 * cell + 5));
        assertEquals("#3", labelAt(picture, 3 * cell + 5, 5));
        assertTrue(picture.getInfoProperty().contains("b face 3"), picture.getInfoProperty());
    }

    private static String labelAt(ImagePlus picture, int x, int y) {
        return Arrays.stream(picture.getOverlay().toArray())
                .filter(roi -> roi.contains(x, y))
                .findFirst()
                .orElseThrow()
                .getName();
    }

    private static Identity identity(float sine) {
        float[] vector = new float[Identity.LENGTH];
        vector[0] = (float) Math.sqrt(1 - sine * sine);
        vector[1] = sine;
        return new Identity(vector, "0".repeat(64), 20);
    }
}
