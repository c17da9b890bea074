package io.github.arc2faceij.image;

import ij.ImagePlus;
import ij.gui.Overlay;
import ij.gui.Roi;
import ij.measure.ResultsTable;
import ij.plugin.LutLoader;
import ij.process.FloatProcessor;
import ij.process.LUT;
import io.github.arc2faceij.face.Identity;
import java.util.List;
import java.util.Locale;

/**
 * How alike faces are: cosine similarities, 1 for the same direction.
 *
 * @param rows names of the faces that are compared
 * @param columns names of the faces that they are compared with
 * @param values [rows, columns], -1..1
 */
public record SimilarityMatrix(List<String> rows, List<String> columns, double[][] values) {

    /** Side of a cell of the picture in pixels: room for a value at 100 %. */
    static final int CELL = 48;

    /** Width of the legend in cells: a gap, the bar, its values and a margin. */
    private static final int LEGEND = 3;

    private static final int DECIMALS = 4;

    /**
     * @param rows names of the first faces
     * @param first their identities
     * @param columns names of the second faces
     * @param second their identities
     * @return every first one against every second one
     * @throws io.github.arc2faceij.common.Arc2FaceException when they come from different recognisers
     */
    public static SimilarityMatrix of(
            List<String> rows, List<Identity> first, List<String> columns, List<Identity> second) {
        double[][] values = first.stream()
                .map(a -> second.stream().mapToDouble(a::cosine).toArray())
                .toArray(double[][]::new);
        return new SimilarityMatrix(rows, columns, values);
    }

    /** @return a row per row, the column Face with its name, and a column per column */
    public ResultsTable table() {
        ResultsTable table = new ResultsTable();
        for (int row = 0; row < rows.size(); row++) {
            table.incrementCounter();
            table.addValue("Face", rows.get(row));
            for (int column = 0; column < columns.size(); column++) {
                table.addValue(columns.get(column), values[row][column]);
                table.setDecimalPlaces(table.getColumnIndex(columns.get(column)), DECIMALS);
            }
        }
        return table;
    }

    /**
     * Draws the matrix: a square of {@value #CELL} pixels for each value, coloured from 0 to 1, with the value written
     * over it by the overlay, the faces' numbers above and to the left and a legend of the colours to the right over
     * squares of NaN.
     *
     * @param title of the window; a number is added when another window has it
     * @return a 32-bit image, not shown yet
     */
    public ImagePlus picture(String title) {
        ImagePlus image = new ImagePlus(Windows.uniqueTitle(title), pixels());
        LUT colors = new LUT(LutLoader.getLut("fire"), 0, 1);
        Overlay overlay = labels();
        int left = (columns.size() + 1) * CELL + CELL / 2;
        new ColorLegend(colors, left, CELL / 2, rows.size() * CELL, CELL).addTo(overlay);
        image.setLut(colors);
        image.setOverlay(overlay);
        image.setProperty("Info", "Cosine similarity\nRows: " + rows + "\nColumns: " + columns);
        return image;
    }

    private FloatProcessor pixels() {
        FloatProcessor cells = new FloatProcessor(columns.size() + 1 + LEGEND, rows.size() + 1);
        cells.set(Float.NaN);
        for (int row = 0; row < rows.size(); row++) {
            for (int column = 0; column < columns.size(); column++) {
                cells.setf(column + 1, row + 1, (float) values[row][column]);
            }
        }
        return (FloatProcessor) cells.resize(cells.getWidth() * CELL, cells.getHeight() * CELL);
    }

    private Overlay labels() {
        Overlay labels = new Overlay();
        for (int column = 0; column < columns.size(); column++) {
            labels.add(label(0, column + 1, "#" + (column + 1)));
        }
        for (int row = 0; row < rows.size(); row++) {
            labels.add(label(row + 1, 0, "#" + (row + 1)));
            for (int column = 0; column < columns.size(); column++) {
                labels.add(label(row + 1, column + 1, String.format(Locale.ROOT, "%.2f", values[row][column])));
            }
        }
        labels.drawLabels(true);
        labels.drawNames(true);
        labels.drawBackgrounds(true);
        return labels;
    }

    /** ImageJ writes the names of overlay elements itself; text elements would need fonts, which servers lack. */
    private static Roi label(int row, int column, String name) {
        Roi label = new Roi(column * CELL, row * CELL, CELL, CELL);
        label.setName(name);
        return label;
    }
}
