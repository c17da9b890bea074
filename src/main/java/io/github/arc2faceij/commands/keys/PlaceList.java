package io.github.arc2faceij.commands.keys;

import io.github.arc2faceij.image.FaceSource;
import io.github.arc2faceij.image.Windows;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Images and files that a key names, separated by semicolons. Titles and paths may have semicolons themselves. */
public final class PlaceList {

    private static final String SEPARATOR = ";";

    private PlaceList() {}

    /**
     * @param text what a key says; may be null
     * @return its places, none of them empty. What is between two semicolons belongs together with what follows where only
     *     both as one text are the title of an open image or the path of a file
     */
    public static List<String> of(String text) {
        String[] parts = text == null ? new String[0] : text.split(SEPARATOR);
        List<String> places = new ArrayList<>();
        for (int start = 0, end; start < parts.length; start = end) {
            end = parts.length;
            while (end > start + 1 && !isThere(joined(parts, start, end))) {
                end--;
            }
            places.add(joined(parts, start, end));
        }
        places.removeIf(String::isEmpty);
        return places;
    }

    private static boolean isThere(String place) {
        return Windows.isThere(FaceSource.ofKey(place).name());
    }

    private static String joined(String[] parts, int start, int end) {
        return String.join(SEPARATOR, Arrays.asList(parts).subList(start, end)).strip();
    }
}
