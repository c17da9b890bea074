package io.github.arc2faceij.common;

/** Numbers of things in sentences: "1 face", "2 faces". */
public final class Counted {

    private Counted() {}

    /**
     * @param number how many
     * @param one what follows 1, such as {@code face is}
     * @param many what follows all other numbers, such as {@code faces are}
     * @return both with a blank between
     */
    public static String of(long number, String one, String many) {
        return number + " " + (number == 1 ? one : many);
    }
}
