package io.github.arc2faceij.job;

import java.util.List;
import java.util.Locale;

/** A figure of a page as SVG 1.1: two axes, and lines and points between them. */
final class Plot {

    private static final int WIDTH = 460;
    private static final int HEIGHT = 300;
    private static final int LEFT = 60;
    private static final int BOTTOM = 45;
    private static final int EDGE = 12;
    private static final int TICKS = 5;
    private static final List<String> COLORS = List.of("#1f6fb4", "#d1622b", "#3a8f4d");

    private final double left;
    private final double right;
    private final double top;
    private final StringBuilder svg = new StringBuilder();
    private final double bottom;
    private int series;

    /**
     * @param x name of the axis to the right
     * @param left where it begins
     * @param right where it ends
     * @param y name of the axis upwards
     * @param bottom where it begins
     * @param top where it ends
     */
    Plot(String x, double left, double right, String y, double bottom, double top) {
        this.left = left;
        this.right = right;
        this.bottom = bottom;
        this.top = top;
        svg.append(text(
                "<svg xmlns='http://www.w3.org/2000/svg' width='%d' height='%d' font-family='sans-serif'"
                        + " font-size='11'>%n<rect x='%d' y='%d' width='%d' height='%d' fill='none' stroke='#888'/>%n",
                WIDTH, HEIGHT, LEFT, EDGE, WIDTH - LEFT - EDGE, HEIGHT - BOTTOM - EDGE));
        for (int i = 0; i <= TICKS; i++) {
            double share = (double) i / TICKS;
            label(
                    x(left + share * (right - left)),
                    HEIGHT - BOTTOM + 14,
                    "middle",
                    tick(left + share * (right - left)));
            label(LEFT - 5, y(bottom + share * (top - bottom)) + 4, "end", tick(bottom + share * (top - bottom)));
        }
        label((LEFT + WIDTH - EDGE) / 2.0, HEIGHT - 12, "middle", x);
        svg.append(
                text("<text transform='translate(14,%d) rotate(-90)' text-anchor='middle'>%s</text>%n", HEIGHT / 2, y));
    }

    /**
     * Adds a line.
     *
     * @param name for the legend
     * @param points [n][2]
     * @return this
     */
    Plot line(String name, double[][] points) {
        StringBuilder list = new StringBuilder();
        for (double[] point : points) {
            list.append(text("%.1f,%.1f ", x(point[0]), y(point[1])));
        }
        svg.append(text("<polyline points='%s' fill='none' stroke='%s' stroke-width='1.5'/>%n", list, color(name)));
        return this;
    }

    /**
     * Adds points.
     *
     * @param name for the legend
     * @param points [n][2]
     * @return this
     */
    Plot points(String name, double[][] points) {
        String color = color(name);
        for (double[] point : points) {
            svg.append(text(
                    "<circle cx='%.1f' cy='%.1f' r='1.5' fill='%s' fill-opacity='0.5'/>%n",
                    x(point[0]), y(point[1]), color));
        }
        return this;
    }

    /** The element for a page. */
    String svg() {
        return svg + "</svg>\n";
    }

    private String color(String name) {
        String color = COLORS.get(series % COLORS.size());
        series++;
        svg.append(text(
                "<text x='%d' y='%d' text-anchor='end' fill='%s'>%s</text>%n",
                WIDTH - EDGE - 6, EDGE + 14 * series, color, name));
        return color;
    }

    private void label(double x, double y, String anchor, String label) {
        svg.append(text("<text x='%.1f' y='%.1f' text-anchor='%s'>%s</text>%n", x, y, anchor, label));
    }

    private double x(double value) {
        return LEFT + (WIDTH - LEFT - EDGE) * share(value, left, right);
    }

    private double y(double value) {
        return HEIGHT - BOTTOM - (HEIGHT - BOTTOM - EDGE) * share(value, bottom, top);
    }

    private static double share(double value, double from, double to) {
        return Math.max(0, Math.min(1, (value - from) / (to - from)));
    }

    private static String tick(double value) {
        return text("%.3g", value + 0.0).replaceFirst("(\\.\\d*?)0+$", "$1").replaceFirst("\\.$", "");
    }

    private static String text(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
