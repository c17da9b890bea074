package io.github.arc2faceij.job;

import io.github.arc2faceij.common.Arc2FaceException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Every so many shards of a job, such as one of sixteen processes makes.
 *
 * @param number which part, from 1
 * @param of how many there are
 */
public record Part(int number, int of) {

    /** All shards. */
    public static final Part WHOLE = new Part(1, 1);

    private static final Pattern TEXT = Pattern.compile("\\s*(\\d{1,9})\\s*/\\s*(\\d{1,9})\\s*");

    /**
     * @param text {@code 3/16}; empty for all shards
     * @return that part
     * @throws Arc2FaceException when the text is none
     */
    public static Part of(String text) {
        if (text == null || text.isBlank()) {
            return WHOLE;
        }
        Matcher numbers = TEXT.matcher(text);
        if (numbers.matches()) {
            Part part = new Part(Integer.parseInt(numbers.group(1)), Integer.parseInt(numbers.group(2)));
            if (part.number >= 1 && part.number <= part.of) {
                return part;
            }
        }
        throw new Arc2FaceException("\"" + text
                + "\" is no part of the shards. Give 3/16 for the third of sixteen parts, 1/1" + " for all shards.");
    }

    /**
     * @param shard from 0
     * @return whether it belongs to this part
     */
    boolean has(int shard) {
        return shard % of == number - 1;
    }
}
