package io.github.arc2faceij.common;

import java.util.Locale;

/** Numbers in sentences that name a limit as well. */
public final class BesideLimit {

    private static final int MOST_DIGITS = 9;

    private BesideLimit() {}

    /**
     * "A length of 3.0, at least 3.0 is needed" tells nobody what is wrong.
     *
     * @param value any number
     * @param limit that the sentence names
     * @param digits after the point that are enough in general
     * @return the value with so many digits that it does not look like the limit, unless it is the limit: 2.97 beside 3.0
     */
    public static String text(double value, double limit, int digits) {
        String text = text(value, digits);
        boolean looksEqual = text(Math.abs(value), digits).equals(text(limit, digits)) && Math.abs(value) != limit;
        return looksEqual && digits < MOST_DIGITS ? text(value, limit, digits + 1) : text;
    }

    private static String text(double value, int digits) {
        return String.format(Locale.ROOT, "%." + digits + "f", value);
    }
}
