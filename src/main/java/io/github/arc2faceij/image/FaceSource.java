package io.github.arc2faceij.image;

import ij.WindowManager;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a face is, in the words of recipes and of keys: {@code other.png}, {@code other.png, face 2}, {@code landmarks of
 * other.png, face 2}, {@code 5 points of other.png}, {@code /home/me/saved.npy, row 3}. All of these texts are written and
 * read here.
 *
 * @param points {@code landmarks} or {@code 5 points} when the face is given by points on the image; empty when it is to
 *     be detected or read
 * @param name title of an image, or name or full path of a file
 * @param kind {@code face} or {@code row}; empty when no number is given
 * @param number from 1; 0 when none is given
 */
public record FaceSource(String points, String name, String kind, int number) {

    /** The source of a pose that is given by numbers alone. */
    public static final String ANGLES = "angles";

    private static final String LANDMARKS = "landmarks";
    private static final String FACE = "face";
    private static final String ROW = "row";
    private static final Pattern NUMBERED = Pattern.compile("(.+), (" + FACE + "|" + ROW + ") (\\d{1,6})");
    private static final Pattern POINTS = Pattern.compile("(" + LANDMARKS + "|\\d{1,3} points) of (.+)");

    /**
     * @param image title
     * @param number of the face, from 1, as Detect Faces... counts
     * @return that face
     */
    public static FaceSource face(String image, int number) {
        return new FaceSource("", image, FACE, number);
    }

    /**
     * @param file name of a .npy file with identities
     * @param number of the row, from 1
     * @return the face of that identity
     */
    public static FaceSource row(String file, int number) {
        return new FaceSource("", file, ROW, number);
    }

    /**
     * @param image title
     * @param number of the face whose landmarks the overlay holds, from 1
     * @return that face
     */
    public static FaceSource landmarks(String image, int number) {
        return new FaceSource(LANDMARKS, image, FACE, number);
    }

    /**
     * @param count of the points of a selection
     * @param image title
     * @return the face that the points show
     */
    public static FaceSource points(int count, String image) {
        return new FaceSource(count + " points", image, "", 0);
    }

    /**
     * @param text as a recipe or a user writes it
     * @return what it says
     */
    public static FaceSource parse(String text) {
        Matcher points = POINTS.matcher(text);
        String from = points.matches() ? points.group(1) : "";
        String plain = points.matches() ? points.group(2) : text;
        Matcher numbered = NUMBERED.matcher(plain);
        return numbered.matches()
                ? new FaceSource(from, numbered.group(1), numbered.group(2), Integer.parseInt(numbered.group(3)))
                : new FaceSource(from, plain, "", 0);
    }

    /**
     * @param text what a user gave for a key
     * @return what it says, if no open image has all of it for its title
     */
    public static FaceSource ofKey(String text) {
        return WindowManager.getImage(text) == null ? parse(text) : new FaceSource("", text, "", 0);
    }

    /** @return whether it is points on an image, and not a face that is to be detected */
    public boolean isPoints() {
        return !points.isEmpty();
    }

    /**
     * @param other an image or a file
     * @return the face of the same number there; points are left out, for keys say in another way that they are meant
     */
    public FaceSource in(String other) {
        return new FaceSource("", other, kind, number);
    }

    /** @return the text that {@link #parse} understands */
    public String text() {
        return (points.isEmpty() ? "" : points + " of ") + name + (number == 0 ? "" : ", " + kind + " " + number);
    }
}
