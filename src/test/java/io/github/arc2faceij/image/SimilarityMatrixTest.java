package io.github.arc2faceij.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.ImagePlus;
import ij.gui.ImageRoi;
import ij.measure.ResultsTable;
import ij.process.ImageProcessor;
import ij.process.LUT;
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
        assertEquals((4 + 3) * cell, picture.getWidth());
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

    @Test
    void aLegendExplainsTheColoursWithoutTouchingTheValues() {
        ImagePlus picture = matrix.picture("Similarity");
        int cell = SimilarityMatrix.CELL;
        int bar = 4 * cell + cell / 2;
        assertEquals("1.0", labelAt(picture, bar + cell + 5, cell / 2 + 5));
        assertEquals("0.5", labelAt(picture, bar + cell + 5, 3 * cell / 2));
        assertEquals("0.0", labelAt(picture, bar + cell + 5, 5 * cell / 2 - 5));
        LUT colors = picture.getProcessor().getLut();
        ImageProcessor legend = bar(picture);
        assertEquals(colors.getRGB(255), legend.get(0, 0));
        assertEquals(colors.getRGB(0), legend.get(cell - 1, 2 * cell - 1));
        assertTrue(Float.isNaN(picture.getProcessor().getf(bar, cell)));
        assertEquals(1, picture.getStatistics().max, 1e-6);
    }

    private static ImageProcessor bar(ImagePlus picture) {
        return Arrays.stream(picture.getOverlay().toArray())
                .filter(ImageRoi.class::isInstance)
                .map(roi -> ((ImageRoi) roi).getProcessor())
                .findFirst()
                .orElseThrow();
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
