package io.github.arc2faceij.image;

import ij.ImagePlus;
import ij.gui.Plot;
import ij.measure.ResultsTable;
import java.awt.Color;
import java.util.Collection;
import java.util.List;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/**
 * How alike pictures are to the two ends of a mixture: the mean over the pictures of each ratio as a line, each picture as
 * a point.
 *
 * @param first name of the person at ratio 0
 * @param others name of those at ratio 1
 * @param rows at least one
 */
public record SimilarityPlot(String first, String others, List<Row> rows) {

    private static final int DECIMALS = 4;

    /**
     * A picture.
     *
     * @param picture its slice, from 1
     * @param ratio share of the others, 0..1
     * @param toFirst cosine similarity to the first person, -1..1
     * @param toOthers cosine similarity to the others, -1..1
     */
    public record Row(int picture, double ratio, double toFirst, double toOthers) {}

    /** @return a row per picture: Picture, Ratio, and both similarities */
    public ResultsTable table() {
        ResultsTable table = new ResultsTable();
        table.setPrecision(DECIMALS);
        for (Row row : rows) {
            table.incrementCounter();
            table.addValue("Picture", row.picture());
            table.addValue("Ratio", row.ratio());
            table.addValue("To first", row.toFirst());
            table.addValue("To others", row.toOthers());
        }
        return table;
    }

    /** @return an image, not shown yet; its Info names who is who */
    public ImagePlus picture() {
        Plot plot = new Plot(Windows.uniqueTitle("Similarity along the mix"), "Ratio", "Cosine similarity");
        plot.setLimits(0, Math.max(0.01, last()), Math.min(0, Math.floor(10 * lowest()) / 10), 1);
        // The legend takes its names for what is drawn first.
        addMeans(plot, Color.BLUE, Row::toFirst);
        addMeans(plot, Color.RED, Row::toOthers);
        addPoints(plot, Color.BLUE, Row::toFirst);
        addPoints(plot, Color.RED, Row::toOthers);
        plot.addLegend("to " + first + "\nto " + others);
        ImagePlus image = plot.getImagePlus();
        image.setProperty("Info", "Ratio 0: " + first + "\nRatio 1: " + others);
        return image;
    }

    private void addMeans(Plot plot, Color color, ToDoubleFunction<Row> similarity) {
        TreeMap<Double, Double> means = rows.stream()
                .collect(Collectors.groupingBy(Row::ratio, TreeMap::new, Collectors.averagingDouble(similarity)));
        plot.setColor(color);
        plot.setLineWidth(2);
        plot.add("line", numbers(means.keySet()), numbers(means.values()));
    }

    private void addPoints(Plot plot, Color color, ToDoubleFunction<Row> similarity) {
        plot.setColor(color);
        plot.setLineWidth(1);
        plot.add(
                "circle",
                rows.stream().mapToDouble(Row::ratio).toArray(),
                rows.stream().mapToDouble(similarity).toArray());
    }

    private double last() {
        return rows.stream().mapToDouble(Row::ratio).max().orElseThrow();
    }

    private double lowest() {
        return rows.stream()
                .mapToDouble(row -> Math.min(row.toFirst(), row.toOthers()))
                .min()
                .orElseThrow();
    }

    private static double[] numbers(Collection<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).toArray();
    }
}
