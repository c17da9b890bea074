package io.github.arc2faceij.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import ij.ImagePlus;
import ij.measure.ResultsTable;
import java.util.List;
import org.junit.jupiter.api.Test;

class SimilarityPlotTest {

    private final SimilarityPlot plot = new SimilarityPlot(
            "a.png, face 1",
            "b.png, face 1",
            List.of(
                    new SimilarityPlot.Row(1, 0, 0.9, -0.1),
                    new SimilarityPlot.Row(2, 0.5, 0.6, 0.5),
                    new SimilarityPlot.Row(3, 1, 0.1, 0.8),
                    new SimilarityPlot.Row(4, 0, 0.7, 0.1)));

    @Test
    void theTableHasNumbersOnly() {
        ResultsTable table = plot.table();
        assertEquals(List.of("Picture", "Ratio", "To first", "To others"), List.of(table.getHeadings()));
        assertEquals(4, table.size());
        assertEquals(0.5, table.getValue("Ratio", 1));
        assertEquals(-0.1, table.getValue("To others", 0));
    }

    @Test
    void thePictureHasBothLines() {
        ImagePlus picture = plot.picture();
        assertEquals("Ratio 0: a.png, face 1\nRatio 1: b.png, face 1", picture.getInfoProperty());
        assertNotEquals(0, count(picture, 0x0000ff), "blue");
        assertNotEquals(0, count(picture, 0xff0000), "red");
    }

    private static int count(ImagePlus picture, int color) {
        int count = 0;
        for (int pixel : (int[]) picture.getProcessor().convertToRGB().getPixels()) {
            count += (pixel & 0xffffff) == color ? 1 : 0;
        }
        return count;
    }
}
