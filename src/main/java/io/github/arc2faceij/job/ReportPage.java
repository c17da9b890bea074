package io.github.arc2faceij.job;

import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The report as one HTML page that needs no other file. */
final class ReportPage {

    private static final int BINS = 50;
    private static final int MOST_POINTS = 2000;
    private static final int MOST_REJECTED = 50;
    private static final double FALSE_ACCEPTS = 1e-3;

    private ReportPage() {}

    static String html(ReportData data) {
        return text("<!DOCTYPE html>%n<html lang='en'><head><meta charset='utf-8'><title>Report of a data set</title>"
                        + "<style>body{font-family:sans-serif;max-width:1000px;margin:2em auto}"
                        + "td,th{padding:0 1em 0 0;text-align:left}img{width:96px}</style></head><body>%n"
                        + "<h1>Report of a data set</h1>%n<p>All pictures are synthetic.</p>%n")
                + summary(data) + cosines(data) + verification(data) + poses(data) + rejected(data) + sheet(data)
                + "</body></html>\n";
    }

    private static String summary(ReportData data) {
        return text(
                "<p>Finished shards: %d of %d. Pictures that were asked for in them: %d, accepted: %d (%.1f %%), tries:"
                        + " %d.</p>%n",
                data.finished,
                data.shards.number(),
                data.pictures,
                data.accepted,
                100.0 * data.accepted / data.pictures,
                data.tries);
    }

    private static String cosines(ReportData data) {
        double[] kept = numbers(data, true, PictureRow::cosine);
        double[] others = numbers(data, false, PictureRow::cosine);
        double most = Math.max(share(kept), share(others));
        Plot plot = new Plot("cosine to the asked identity", -1, 1, "share of pictures", 0, most)
                .line("accepted", histogram(kept))
                .line("rejected", histogram(others));
        return section("Likeness to whom was asked for", plot.svg());
    }

    private static String verification(ReportData data) {
        Verification pairs = Verification.of(data.found);
        if (pairs.within().length == 0 || pairs.between().length == 0) {
            return section("Within and between people", "<p>Two people with two pictures each are needed.</p>\n");
        }
        double most = Math.max(share(pairs.within()), share(pairs.between()));
        Plot plot = new Plot("cosine of two pictures", -1, 1, "share of pairs", 0, most)
                .line("same person", histogram(pairs.within()))
                .line("two people", histogram(pairs.between()));
        Plot roc = new Plot("pairs of two people accepted", 0, 1, "pairs of one person accepted", 0, 1)
                .line("the model's recogniser", pairs.roc());
        String words = text(
                "<p>%d pairs of the same person, %d of two people, of %d pictures. Where %s of the pairs of two people are"
                        + " accepted, %.3f of those of one person are.</p>%n",
                pairs.within().length,
                pairs.between().length,
                data.found.size(),
                FALSE_ACCEPTS,
                pairs.trueAccepts(FALSE_ACCEPTS));
        return section("Within and between people", words + plot.svg() + roc.svg());
    }

    private static String poses(ReportData data) {
        List<PictureRow> posed = data.rows.stream()
                .filter(row -> row.accepted() && row.yaw() != null)
                .limit(MOST_POINTS)
                .toList();
        if (posed.isEmpty()) {
            return "";
        }
        Plot asked = new Plot("asked yaw", -60, 60, "asked pitch", -45, 45)
                .points("", points(posed, PictureRow::yaw, PictureRow::pitch));
        List<PictureRow> measured =
                posed.stream().filter(row -> row.measuredYaw() != null).toList();
        Plot turned = new Plot("asked yaw", -60, 60, "measured yaw", -90, 90)
                .points("", points(measured, PictureRow::yaw, PictureRow::measuredYaw));
        return section("Poses of accepted pictures, in degrees", asked.svg() + turned.svg());
    }

    private static String rejected(ReportData data) {
        if (data.reasons.isEmpty()) {
            return section("Rejected pictures", "<p>None.</p>\n");
        }
        String reasons = data.reasons.entrySet().stream()
                .map(entry -> cells(entry.getKey(), entry.getValue()))
                .collect(Collectors.joining());
        String first = data.rows.stream()
                .filter(row -> !row.accepted())
                .limit(MOST_REJECTED)
                .map(row -> cells(
                        row.picture(),
                        row.source(),
                        row.seed(),
                        row.faces(),
                        row.cosine() == null ? "" : row.cosine(),
                        row.reason()))
                .collect(Collectors.joining());
        return section(
                "Rejected pictures",
                "<table>" + cells("reason", "pictures") + reasons
                        + "</table>\n<p>The first ones, each by its last try. The"
                        + " seed makes it again.</p>\n<table>"
                        + cells("picture", "person", "seed", "faces", "cosine", "reason") + first + "</table>\n");
    }

    private static String sheet(ReportData data) {
        StringBuilder lines = new StringBuilder();
        for (Map.Entry<Integer, List<byte[]>> person : data.sheet.entrySet()) {
            lines.append("<p>Person ").append(person.getKey()).append("<br>");
            person.getValue().forEach(bytes -> lines.append(picture(bytes)));
            lines.append("</p>\n");
        }
        return section("The first people", lines.toString());
    }

    private static String picture(byte[] bytes) {
        String type = bytes[0] == (byte) 0xff ? "jpeg" : "png";
        return "<img alt='' src='data:image/" + type + ";base64,"
                + Base64.getEncoder().encodeToString(bytes) + "'>";
    }

    private static String section(String heading, String content) {
        return "<h2>" + heading + "</h2>\n" + content;
    }

    private static String cells(Object... values) {
        return Arrays.stream(values)
                .map(value -> "<td>" + value.toString().replace("&", "&amp;").replace("<", "&lt;") + "</td>")
                .collect(Collectors.joining("", "<tr>", "</tr>\n"));
    }

    private static double[] numbers(ReportData data, boolean accepted, Function<PictureRow, Double> number) {
        return data.rows.stream()
                .filter(row -> row.accepted() == accepted && number.apply(row) != null)
                .mapToDouble(number::apply)
                .toArray();
    }

    private static double[][] points(
            List<PictureRow> rows, Function<PictureRow, Double> x, Function<PictureRow, Double> y) {
        return rows.stream()
                .map(row -> new double[] {x.apply(row), y.apply(row)})
                .toArray(double[][]::new);
    }

    /** @return [bins][2]: middle and share of each bin from -1 to 1 */
    private static double[][] histogram(double[] cosines) {
        double[][] bins = new double[BINS][2];
        for (int i = 0; i < BINS; i++) {
            bins[i][0] = -1 + (2 * i + 1.0) / BINS;
        }
        for (double cosine : cosines) {
            int bin = (int) Math.min(BINS - 1, Math.floor((cosine + 1) / 2 * BINS));
            bins[bin][1] += 1.0 / cosines.length;
        }
        return bins;
    }

    /** The largest bin, for the axis. */
    private static double share(double[] cosines) {
        return Arrays.stream(histogram(cosines))
                        .mapToDouble(bin -> bin[1])
                        .max()
                        .orElse(0)
                + 0.01;
    }

    private static String text(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
