package io.github.arc2faceij.image;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ij.IJ;
import ij.ImagePlus;
import ij.measure.ResultsTable;
import io.github.arc2faceij.face.Box;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Without a display, as the tests run, the rows go to the Results table. */
class FaceTableTest {

    private final ImagePlus photo = IJ.createImage("photo.png", "8-bit", 20, 20, 2);
    private final ImagePlus other = IJ.createImage("other.png", "8-bit", 20, 20, 1);

    @BeforeEach
    @AfterEach
    void clear() {
        ResultsTable.getResultsTable().reset();
    }

    @Test
    void aRowSaysWhichFaceItIsAbout() {
        photo.setSlice(2);
        ResultsTable table = faces(photo, 0.75).table();
        assertEquals(
                List.of("Image", "Slice", "Face", "X", "Y", "Width", "Height", "Score"), List.of(table.getHeadings()));
        assertEquals("photo.png", table.getStringValue("Image", 0));
        assertEquals("2", table.getStringValue("Slice", 0));
        assertEquals("1", table.getStringValue("Face", 0));
        assertEquals(30, table.getValue("Width", 0));
        assertEquals(0.75, table.getValue("Score", 0));
        assertEquals(0, ResultsTable.getResultsTable().size(), "only show() shows");
    }

    @Test
    void rowsAreCollectedAndThoseOfTheSameSliceReplaced() {
        faces(photo, 0.5, 0.4).show();
        faces(other, 0.6).show();
        photo.setSlice(2);
        faces(photo, 0.7).show();
        photo.setSlice(1);
        faces(photo, 0.8).show();
        assertEquals(3, ResultsTable.getResultsTable().size());
        assertEquals(List.of("other.png", "photo.png", "photo.png"), column("Image"));
        assertEquals(List.of("0.600000", "0.700000", "0.800000"), column("Score"));
        assertEquals(List.of("1", "2", "1"), column("Slice"));
    }

    @Test
    void theUsersResultsStay() {
        ResultsTable results = ResultsTable.getResultsTable();
        results.incrementCounter();
        results.addValue("Area", 12);
        faces(photo, 0.5).show();
        faces(photo, 0.6).show();
        assertEquals(2, results.size());
        assertEquals(12, results.getValue("Area", 0));
        assertEquals(0.6, results.getValue("Score", 1));
    }

    private static List<String> column(String name) {
        return List.of(ResultsTable.getResultsTable().getColumnAsStrings(name));
    }

    private static FaceTable faces(ImagePlus image, double... scores) {
        FaceTable faces = new FaceTable("Faces");
        for (int i = 0; i < scores.length; i++) {
            faces.add(image, i + 1, new Box(10.5, 20, 40.5, 60), Map.of("Score", scores[i]));
        }
        return faces;
    }
}
