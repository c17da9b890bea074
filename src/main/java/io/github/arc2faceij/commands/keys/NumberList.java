package io.github.arc2faceij.commands.keys;

import io.github.arc2faceij.common.Arc2FaceException;
import java.util.List;
import java.util.stream.Stream;

/** Numbers that a key gives, separated by blanks, commas or semicolons. */
public final class NumberList {

    private NumberList() {}

    /**
     * @param text what the user typed; may be null
     * @return its numbers, none for an empty text
     * @throws Arc2FaceException when something is no number
     */
    public static List<Double> of(String text) {
        return Stream.of(text == null ? new String[0] : text.split("[\\s,;]+"))
                .filter(part -> !part.isEmpty())
                .map(NumberList::number)
                .toList();
    }

    private static double number(String text) {
        try {
            double number = Double.parseDouble(text);
            if (Double.isFinite(number)) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Told below.
        }
        throw new Arc2FaceException(
                "\"" + text + "\" is not a number. Give numbers with a decimal point and blanks between: -1 0.5 1.5.");
    }
}
