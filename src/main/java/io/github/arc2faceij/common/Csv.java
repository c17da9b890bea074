package io.github.arc2faceij.common;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Lines of comma-separated values (RFC 4180). */
public final class Csv {

    /** A value, in quotes or not, and what ends it. */
    private static final Pattern VALUE = Pattern.compile("(?:\"((?:[^\"]++|\"\")*+)\"|([^,\"\\r\\n]*+))(,|\\r\\n|\\n)");

    private Csv() {}

    /**
     * @param values any texts
     * @return the line, with its end; a value is in quotes where it needs them
     */
    public static String line(List<String> values) {
        return values.stream().map(Csv::quoted).collect(Collectors.joining(",", "", "\r\n"));
    }

    /**
     * @param text lines as {@link #line} makes them
     * @return the values of each line
     * @throws Arc2FaceException when the text is none, or its end is missing
     */
    public static List<List<String>> parse(String text) {
        List<List<String>> lines = new ArrayList<>();
        List<String> values = new ArrayList<>();
        Matcher value = VALUE.matcher(text);
        int end = 0;
        while (end < text.length()) {
            if (!value.find(end) || value.start() != end) {
                throw new Arc2FaceException("Line " + (lines.size() + 1) + " is damaged, or its end is missing.");
            }
            values.add(value.group(1) == null ? value.group(2) : value.group(1).replace("\"\"", "\""));
            if (!value.group(3).equals(",")) {
                lines.add(values);
                values = new ArrayList<>();
            }
            end = value.end();
        }
        return lines;
    }

    private static String quoted(String value) {
        return value.matches("[^,\"\\r\\n]*") ? value : '"' + value.replace("\"", "\"\"") + '"';
    }
}
