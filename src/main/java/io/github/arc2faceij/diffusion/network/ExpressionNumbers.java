package io.github.arc2faceij.diffusion.network;

import io.github.arc2faceij.common.Arc2FaceException;
import io.github.arc2faceij.common.WholeFile;
import io.github.arc2faceij.numpy.Npy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.regex.Pattern;

/** The 55 numbers of an {@link Expression}, as people type and programs save them. */
public final class ExpressionNumbers {

    private static final Pattern SEPARATORS = Pattern.compile("[\\s,;\\[\\]()]+");

    private static final String NPY = ".npy";

    /** 55 numbers take less than one kB. */
    private static final long LONGEST = 1 << 20;

    private ExpressionNumbers() {}

    /**
     * @param text numbers with decimal points, separated by commas, semicolons or blanks; brackets are allowed
     * @return the numbers, as many as there are
     * @throws Arc2FaceException when something else is among them
     */
    public static float[] parse(String text) {
        String[] words =
                SEPARATORS.splitAsStream(text).filter(word -> !word.isEmpty()).toArray(String[]::new);
        float[] numbers = new float[words.length];
        for (int i = 0; i < words.length; i++) {
            try {
                numbers[i] = Float.parseFloat(words[i]);
            } catch (NumberFormatException e) {
                throw new Arc2FaceException(
                        "Number " + (i + 1) + " of the expression is \"" + words[i] + "\". Give " + Expression.LENGTH
                                + " numbers with decimal points, separated by commas.",
                        e);
            }
        }
        return numbers;
    }

    /**
     * @param file NumPy's .npy of shape [55] or [1, 55]; else text: numbers as {@link #parse} takes them, also below a line
     *     of column names
     * @return the numbers, as many as there are
     * @throws Arc2FaceException when the file is missing or holds something else
     */
    public static float[] read(Path file) {
        if (!Files.isRegularFile(file)) {
            throw new Arc2FaceException("There is no file \"" + file + "\" with an expression. Give the full path of a"
                    + " .npy, .csv or .txt file.");
        }
        try {
            return file.getFileName().toString().toLowerCase(Locale.ROOT).endsWith(NPY)
                    ? Npy.read(WholeFile.bytes(file, LONGEST)).data()
                    : parse(withoutNames(WholeFile.text(file).replaceFirst("^\uFEFF", "")));
        } catch (IOException | Arc2FaceException e) {
            throw new Arc2FaceException(
                    "The expression in \"" + file + "\" cannot be read: "
                            + String.valueOf(e.getMessage()).replaceFirst("\\.$", "") + ".",
                    e);
        }
    }

    /** Column names hold letters; numbers hold none but that of "1e-3", and "nan" is to be named as what is wrong. */
    private static String withoutNames(String text) {
        String first = text.lines().findFirst().orElse("");
        boolean names = first.replaceAll("(?i)nan|[0-9.]e[-+]?[0-9]", "").matches(".*\\p{L}.*");
        return names ? text.substring(first.length()) : text;
    }
}
