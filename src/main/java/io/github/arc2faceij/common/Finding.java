package io.github.arc2faceij.common;

/**
 * One line of what was found on this computer.
 *
 * @param subject what was looked at
 * @param text what was found
 */
public record Finding(String subject, String text) {

    /** @return the line for logs */
    @Override
    public String toString() {
        return subject + ": " + text;
    }
}
