package io.github.arc2faceij.image;

import ij.ImagePlus;
import ij.WindowManager;
import ij.measure.ResultsTable;
import ij.text.TextWindow;
import io.github.arc2faceij.face.Box;
import java.awt.GraphicsEnvironment;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Rows about faces, in the columns Image, Slice, Face, X, Y, Width, Height and more. In the window, rows of the same
 * image and slice are replaced and all others stay, so that it collects a folder of images. Without a display ImageJ has
 * no table but Results: the rows go there.
 */
public final class FaceTable {

    private static final String IMAGE = "Image";
    private static final String SLICE = "Slice";
    private static final int DECIMALS = 6;

    private final String title;
    private final List<Map<String, Object>> rows = new ArrayList<>();

    /**
     * @param title of the window: {@code Faces}
     */
    public FaceTable(String title) {
        this.title = title;
    }

    /**
     * Adds a row.
     *
     * @param image its current slice is meant
     * @param number of the face, from 1
     * @param box in pixels of the image
     * @param values further columns
     */
    public void add(ImagePlus image, int number, Box box, Map<String, Double> values) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put(IMAGE, image.getTitle());
        row.put(SLICE, (double) image.getCurrentSlice());
        row.put("Face", (double) number);
        row.put("X", box.x1());
        row.put("Y", box.y1());
        row.put("Width", box.width());
        row.put("Height", box.height());
        row.putAll(values);
        rows.add(row);
    }

    /** @return a new table of these rows alone */
    public ResultsTable table() {
        ResultsTable table = new ResultsTable();
        appendTo(table);
        return table;
    }

    /** Adds the rows to the window of this title and opens it; without a display, to the Results table. */
    public void show() {
        ResultsTable shown = shownTable();
        removeSameSlices(shown);
        appendTo(shown);
        shown.show(title);
    }

    private ResultsTable shownTable() {
        if (GraphicsEnvironment.isHeadless()) {
            return ResultsTable.getResultsTable();
        }
        return WindowManager.getFrame(title) instanceof TextWindow window
                ? window.getResultsTable()
                : new ResultsTable();
    }

    private void removeSameSlices(ResultsTable table) {
        if (!table.columnExists(IMAGE) || !table.columnExists(SLICE)) {
            return;
        }
        for (int i = table.size() - 1; i >= 0; i--) {
            String image = table.getStringValue(IMAGE, i);
            Double slice = table.getValue(SLICE, i);
            if (rows.stream()
                    .anyMatch(row ->
                            row.get(IMAGE).equals(image) && row.get(SLICE).equals(slice))) {
                table.deleteRow(i);
            }
        }
    }

    private void appendTo(ResultsTable table) {
        for (Map<String, Object> row : rows) {
            table.incrementCounter();
            row.forEach((column, value) -> addValue(table, column, value));
        }
    }

    private static void addValue(ResultsTable table, String column, Object value) {
        if (value instanceof Double number) {
            table.addValue(column, number);
            if (number != Math.rint(number)) {
                table.setDecimalPlaces(table.getColumnIndex(column), DECIMALS);
            }
        } else {
            table.addValue(column, value.toString());
        }
    }
}
