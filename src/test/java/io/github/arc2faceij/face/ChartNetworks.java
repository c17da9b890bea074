package io.github.arc2faceij.face;

import static io.github.arc2faceij.onnx.graph.GraphBuilder.attribute;

import io.github.arc2faceij.face.FaceShape.Point3;
import io.github.arc2faceij.onnx.graph.GraphBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/**
 * Networks with the inputs and outputs of InsightFace's that see a {@link Chart} as those see a face: one that stands upright
 * or is tilted a little is found where it is, one that stands on its head is found and taken for an upright one, one that
 * lies is not found; nor is what is smaller than 20 pixels or larger than 240 of what the detector looks at. The recogniser's
 * numbers are long for an aligned chart that is upright, and 0 for one that is not.
 */
final class ChartNetworks {

    private static final double LARGEST = 240;
    private static final double SMALLEST = 16;
    private static final int[] STRIDES = {8, 16, 32};
    private static final double GOOD_LENGTH = 25;

    private final GraphBuilder graph;

    private ChartNetworks(Path folder) {
        graph = new GraphBuilder(folder);
    }

    /** Writes scrfd_10g_bnkps.onnx, 1k3d68.onnx, 2d106det.onnx and arcface.onnx. */
    static void write(Path folder) throws IOException {
        new ChartNetworks(folder).detector().save(folder.resolve("scrfd_10g_bnkps.onnx"));
        new ChartNetworks(folder).points(Chart.LANDMARKS, 3, 1035).save(folder.resolve("1k3d68.onnx"));
        new ChartNetworks(folder).points(Chart.CONTOUR, 2, 0).save(folder.resolve("2d106det.onnx"));
        new ChartNetworks(folder).recogniser().save(folder.resolve("arcface.onnx"));
    }

    private void save(Path file) throws IOException {
        Files.write(file, graph.build());
    }

    /**
     * What four pixels around each place say of the chart there, as if it were upright.
     *
     * @param u how far right of the chart's middle the place is, a share of the side
     * @param v how far below
     * @param blue how full blue is, at most 1
     * @param a cosine of the turn, divided by the side
     * @param b sine of the turn, divided by the side
     * @param square of the side
     */
    private record Look(String u, String v, String blue, String a, String b, String square) {}

    /** Differences of colours are taken over twice the distance in pixels, and sides counted in units of so many pixels. */
    private Look look(String picture, int distance, double unit, int stride, int pad) {
        float level = 128f / 255; // from normalised pixels to 0..1
        float slope = (float) (level * unit / (4 * distance));
        float[] kernels = new float[5 * 27];
        set(kernels, 0, 0, level, 4);
        set(kernels, 1, 1, level, 4);
        set(kernels, 2, 2, level / 5, 1, 3, 4, 5, 7);
        set(kernels, 3, 0, slope, 5);
        set(kernels, 3, 0, -slope, 3);
        set(kernels, 3, 1, slope, 7);
        set(kernels, 3, 1, -slope, 1);
        set(kernels, 4, 0, slope, 7);
        set(kernels, 4, 0, -slope, 1);
        set(kernels, 4, 1, -slope, 5);
        set(kernels, 4, 1, slope, 3);
        String seen = graph.node(
                "Conv",
                List.of(
                        picture,
                        graph.node("Reshape", List.of(graph.constant(kernels), graph.constant(5L, 3L, 3L, 3L))),
                        graph.constant(0, 0, 0.5f, 0, 0)),
                attribute("dilations", distance, distance),
                attribute("strides", stride, stride),
                attribute("pads", pad, pad, pad, pad));
        String sign = graph.node("Sign", List.of(channel(seen, 3)));
        String a = graph.node("Abs", List.of(channel(seen, 3)));
        String b = times(channel(seen, 4), sign);
        String length = plus(plus(times(a, a), times(b, b)), graph.constant(1e-9f));
        return new Look(
                times(channel(seen, 0), sign),
                times(channel(seen, 1), sign),
                channel(seen, 2),
                a,
                b,
                graph.node("Reciprocal", List.of(length)));
    }

    /** @param places in the kernel of 3 x 3 pixels, row by row */
    private static void set(float[] kernels, int output, int input, float value, int... places) {
        for (int place : places) {
            kernels[27 * output + 9 * input + place] = value;
        }
    }

    private String channel(String values, long index) {
        return graph.node(
                "Slice", List.of(values, graph.constant(index), graph.constant(index + 1), graph.constant(1L)));
    }

    /** Where a point of the chart is from the place of the look, to the right or down. */
    private String offset(Look look, String u, String v, boolean down) {
        String du = minus(u, look.u);
        String dv = minus(v, look.v);
        String turned = down ? plus(times(look.b, du), times(look.a, dv)) : minus(times(look.a, du), times(look.b, dv));
        return times(turned, look.square);
    }

    private ChartNetworks detector() {
        String picture = graph.input("input.1", 1, 3, "height", "width");
        List<List<String>> levels = Arrays.stream(STRIDES)
                .mapToObj(stride -> level(picture, stride))
                .toList();
        int[] columns = {1, 4, 10};
        for (int kind = 0; kind < columns.length; kind++) {
            for (int level = 0; level < STRIDES.length; level++) {
                String name = "output " + kind + " of " + STRIDES[level];
                graph.output(name, levels.get(level).get(kind), name, columns[kind]);
            }
        }
        return this;
    }

    /** @return scores, sides and points of one size of charts */
    private List<String> level(String picture, int stride) {
        double least = stride == STRIDES[0] ? SMALLEST : 8.0 * stride / 2;
        double most = Math.min(LARGEST, 8.0 * stride);
        int distance = stride == STRIDES[0] ? stride / 2 : stride; // smaller charts have no room for more
        Look look = look(picture, distance, stride, stride, distance);
        String side = graph.node("Sqrt", List.of(look.square));
        String upright = times(look.a, side);
        String middle = plus(times(look.u, look.u), times(look.v, look.v));
        String score = times(upright, plus(times(middle, number(-0.1)), number(1)));
        score = times(score, where("Greater", look.blue, 0.98));
        score = times(score, where("GreaterOrEqual", side, least / stride));
        score = times(score, where("Less", side, most / stride));
        String x = offset(look, number(0), number(0), false);
        String y = offset(look, number(0), number(0), true);
        String half = times(side, number(0.5));
        List<String> sides = List.of(minus(half, x), minus(half, y), plus(half, x), plus(half, y));
        List<String> points = Chart.FIVE.stream()
                .flatMap(point -> Stream.of(
                        offset(look, number(point.x()), number(point.y()), false),
                        offset(look, number(point.x()), number(point.y()), true)))
                .toList();
        return List.of(
                anchors(List.of(score), List.of(times(score, number(0)))),
                anchors(sides, sides),
                anchors(points, points));
    }

    /** @return a row for each of the two anchors of a cell */
    private String anchors(List<String> first, List<String> second) {
        List<String> both = new ArrayList<>(first);
        both.addAll(second);
        String cells = graph.node("Concat", both, attribute("axis", 1));
        String last = graph.node("Transpose", List.of(cells), attribute("perm", 0L, 2L, 3L, 1L));
        return graph.node("Reshape", List.of(last, graph.constant(-1L, first.size())));
    }

    /** The chart fills two thirds of the 192 pixels; -1 is their left edge, 1 the right one. */
    private ChartNetworks points(List<Point3> points, int axes, int before) {
        String picture = graph.input("data", 1, 3, 192, 192);
        String middle = graph.node(
                "Slice",
                List.of(picture, graph.constant(64L, 64L), graph.constant(129L, 129L), graph.constant(2L, 3L)));
        Look look = look(middle, 32, 96, 1, 0);
        String u = column(points, Point3::x);
        String v = column(points, Point3::y);
        List<String> values = new ArrayList<>(List.of(offset(look, u, v, false), offset(look, u, v, true)));
        if (axes == 3) {
            values.add(times(graph.node("Sqrt", List.of(look.square)), column(points, Point3::z)));
        }
        String rows = graph.node("Concat", values, attribute("axis", 3));
        String answer = graph.node("Reshape", List.of(rows, graph.constant(1L, -1L)));
        if (before > 0) {
            String others =
                    graph.node("Reshape", List.of(graph.constant(new float[axes * before]), graph.constant(1L, -1L)));
            answer = graph.node("Concat", List.of(others, answer), attribute("axis", 1));
        }
        graph.output("fc1", answer, 1, axes * (before + points.size()));
        return this;
    }

    private String column(List<Point3> points, ToDoubleFunction<Point3> axis) {
        float[] values = new float[points.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) axis.applyAsDouble(points.get(i));
        }
        return graph.node("Reshape", List.of(graph.constant(values), graph.constant(1L, 1L, -1L, 1L)));
    }

    /** Red and green of 8 x 8 squares, as long as they are like those of an upright chart. */
    private ChartNetworks recogniser() {
        String crop = graph.input("input.1", 1, 3, 112, 112);
        String squares = graph.node(
                "AveragePool", List.of(crop), attribute("kernel_shape", 14L, 14L), attribute("strides", 14L, 14L));
        String colours =
                graph.node("Slice", List.of(squares, graph.constant(0L), graph.constant(2L), graph.constant(1L)));
        String seen = graph.node("Reshape", List.of(colours, graph.constant(1L, 128L)));
        float[] expected = new float[128];
        for (int i = 0; i < 64; i++) {
            expected[i] = i % 8 - 3.5f;
            expected[64 + i] = i / 8 - 3.5f;
        }
        String chart = graph.node("Reshape", List.of(graph.constant(expected), graph.constant(128L, 1L)));
        String like = graph.node("Relu", List.of(graph.node("MatMul", List.of(seen, chart))));
        String norm = graph.node("ReduceL2", List.of(seen, graph.constant(1L)));
        String chartNorm = number(Math.sqrt(2 * 64 * 5.25));
        String cosine = graph.node("Div", List.of(like, times(plus(norm, number(1e-6)), chartNorm)));
        String unit = graph.node("Div", List.of(seen, plus(norm, number(1e-6))));
        String others = graph.node("Reshape", List.of(graph.constant(new float[384]), graph.constant(1L, -1L)));
        String all = graph.node("Concat", List.of(unit, others), attribute("axis", 1));
        graph.output("embedding", times(times(all, cosine), number(GOOD_LENGTH)), 1, 512);
        return this;
    }

    private String number(double value) {
        return graph.constant((float) value);
    }

    private String where(String comparison, String value, double limit) {
        String is = graph.node(comparison, List.of(value, number(limit)));
        return graph.node("Cast", List.of(is), attribute("to", 1));
    }

    private String plus(String a, String b) {
        return graph.node("Add", List.of(a, b));
    }

    private String minus(String a, String b) {
        return plus(a, graph.node("Neg", List.of(b)));
    }

    private String times(String a, String b) {
        return graph.node("Mul", List.of(a, b));
    }
}
