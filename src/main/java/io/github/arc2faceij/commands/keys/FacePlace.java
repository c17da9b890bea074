package io.github.arc2faceij.commands.keys;

import ij.WindowManager;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a face is, in the words of recipes and of keys: {@code other.png}, {@code other.png, face 2}, {@code landmarks of
 * other.png, face 2}, {@code /home/me/saved.npy, row 3}.
 *
 * @param name title of an image, or name or full path of a file
 * @param kind {@code face} or {@code row}; empty when no number is given
 * @param number from 1; 0 when none is given
 */
public record FacePlace(String name, String kind, int number) {

    private static final Pattern NUMBERED = Pattern.compile("(.+), (face|row) (\\d{1,6})");
    private static final Pattern POINTS = Pattern.compile("(?:landmarks|\\d{1,3} points) of (.+)");

    /**
     * @param text as a recipe or a user writes it
     * @return what it says
     */
    public static FacePlace parse(String text) {
        Matcher points = POINTS.matcher(text);
        String plain = points.matches() ? points.group(1) : text;
        Matcher numbered = NUMBERED.matcher(plain);
        return numbered.matches()
                ? new FacePlace(numbered.group(1), numbered.group(2), Integer.parseInt(numbered.group(3)))
                : new FacePlace(plain, "", 0);
    }

    /**
     * @param text what a user gave for a key
     * @return what it says, if no open image has all of it for its title
     */
    static FacePlace ofKey(String text) {
        return WindowManager.getImage(text) == null ? parse(text) : new FacePlace(text, "", 0);
    }

    /**
     * @param text as a recipe writes it
     * @return whether it speaks of points on an image, and not of a face that is to be detected
     */
    public static boolean isPoints(String text) {
        return POINTS.matcher(text).matches();
    }

    /** @return the text that {@link #ofKey} understands */
    public String text() {
        return number == 0 ? name : name + ", " + kind + " " + number;
    }
}
