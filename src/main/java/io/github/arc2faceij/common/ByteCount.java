package io.github.arc2faceij.common;

import java.util.Locale;

/** Numbers of bytes in words, in the decimal units of download pages. */
public final class ByteCount {

    private static final String[] UNITS = {"bytes", "kB", "MB", "GB", "TB"};

    private ByteCount() {}

    /**
     * @param bytes at least 0
     * @return three digits and a unit: "999 bytes", "16.9 MB", "3.44 GB"
     */
    public static String text(long bytes) {
        double value = bytes;
        int unit = 0;
        while (value >= 999.5 && unit < UNITS.length - 1) {
            value /= 1000;
            unit++;
        }
        String format = unit == 0 || value >= 99.95 ? "%.0f %s" : value >= 9.995 ? "%.1f %s" : "%.2f %s";
        return String.format(Locale.ROOT, format, value, UNITS[unit]);
    }
}
